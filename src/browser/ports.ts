import type { Channel } from '../messages/channel.ts';
import type { Dial } from '../messages/client.ts';
import { portName, type ToPanel, type ToWorker, tabOfPort } from '../messages/contract.ts';
import { api } from './api.ts';

/** Hands on every line that a panel of this extension opens. Must be called while the worker's script first runs. */
export function listenForPanels(connect: (channel: Channel<ToPanel, ToWorker>, tabId: number) => void): void {
  api.runtime.onConnect.addListener((port) => {
    const tabId = tabOfPort(port.name);
    if (tabId === undefined || !isOwnPage(port.sender)) return;
    connect(channelOf<ToPanel, ToWorker>(port), tabId);
  });
}

function isOwnPage(sender: chrome.runtime.MessageSender | undefined): boolean {
  return sender?.id === api.runtime.id && sender.url?.startsWith(api.runtime.getURL('')) === true;
}

/** Dials the worker for that tab. There is nothing left to dial once the extension was updated or removed. */
export function dialWorker(tabId: number): Dial {
  return () => {
    if (api.runtime?.id === undefined) return undefined;
    return channelOf<ToWorker, ToPanel>(api.runtime.connect({ name: portName(tabId) }));
  };
}

function channelOf<Out, In>(port: chrome.runtime.Port): Channel<Out, In> {
  return {
    post(message) {
      try {
        port.postMessage(message);
      } catch {
        // The far end is gone; `onClose` tells.
      }
    },
    onMessage: (listen) => port.onMessage.addListener((message) => listen(message as In)),
    onClose: (listen) =>
      port.onDisconnect.addListener(() => {
        // Reading the error keeps the browser from reporting it as unhandled.
        void api.runtime?.lastError;
        listen();
      }),
    close: () => port.disconnect(),
  };
}
