import { api } from './api.ts';

/** How many requests of a tab were refused, on the toolbar button; nothing for none. */
export function showCount(tabId: number, count: number): void {
  const text = count === 0 ? '' : count > 99 ? '99+' : String(count);
  // The tab may have been closed meanwhile: then there is nothing to show it on.
  api.action.setBadgeText({ tabId, text }).catch(() => {});
}

export function setBadgeColours(): void {
  api.action.setBadgeBackgroundColor({ color: '#b3261e' }).catch(() => {});
  api.action.setBadgeTextColor?.({ color: '#ffffff' }).catch(() => {});
}
