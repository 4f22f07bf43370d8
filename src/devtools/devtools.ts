// DevTools loads this page once per tab. The panel dials the worker by itself: nothing is relayed here.
chrome.devtools.panels.create('Auth', 'icons/32.png', 'src/panel/panel.html');
