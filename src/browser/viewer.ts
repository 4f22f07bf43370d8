import { api } from './api.ts';

/** The toolbar button opens the page that reads captures from others. */
export function openViewerOnClick(): void {
  api.action.onClicked.addListener(() => {
    void api.tabs.create({ url: api.runtime.getURL('src/panel/viewer.html') });
  });
}
