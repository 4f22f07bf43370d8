import { type RefObject, useEffect, useRef } from 'react';
import { Detail } from './detail/detail.tsx';
import { Empty } from './empty.tsx';
import { FileDrop } from './file-drop.tsx';
import { FailureList } from './list/failure-list.tsx';
import { Notices } from './notices.tsx';
import { usePanel } from './state/use-panel.ts';
import { StatusBar } from './status-bar.tsx';
import { SummaryLine } from './summary-line.tsx';
import { Toolbar } from './toolbar.tsx';

/** The whole panel. */
export function Panel() {
  const filter = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const detail = useRef<HTMLDivElement>(null);
  const nothing = usePanel((state) => state.diagnosed.diagnosis.failures.length === 0);
  const noFileYet = usePanel(({ beside, showing }) => beside === 'nothing' && showing === 'live');
  useKeys(filter, list, detail);

  return (
    <FileDrop>
      <Toolbar filterRef={filter} onLeaveFilter={() => focusList(list.current)} />
      {!noFileYet && <SummaryLine />}
      <Notices />
      {nothing ? (
        <Empty />
      ) : (
        <main className="columns">
          <div className="list-column" ref={list}>
            <FailureList onOpen={() => focusOn(detail.current, '[role="tabpanel"]')} />
          </div>
          <div className="detail-column" ref={detail}>
            <Detail />
          </div>
        </main>
      )}
      <StatusBar />
    </FileDrop>
  );
}

/** Ctrl/Cmd+F filters, Esc leads back to the list, arrows begin there. The widgets know the rest. */
function useKeys(
  filter: RefObject<HTMLInputElement | null>,
  list: RefObject<HTMLElement | null>,
  detail: RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const target = event.target as Node;
      if (isFind(event)) {
        filter.current?.focus();
        filter.current?.select();
      } else if (event.key === 'Escape' && detail.current?.contains(target)) focusList(list.current);
      else if (/^Arrow(?:Up|Down)$/.test(event.key) && target === document.body) focusList(list.current);
      else return;
      // DevTools itself listens for these keys.
      event.preventDefault();
      event.stopPropagation();
    }
    document.addEventListener('keydown', onKeyDown, { capture: true });
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [filter, list, detail]);
}

function isFind({ ctrlKey, metaKey, altKey, shiftKey, key }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === 'f';
}

function focusList(list: HTMLElement | null): void {
  focusOn(list, '[role="option"][aria-selected="true"]') || focusOn(list, '[role="option"]');
}

function focusOn(within: HTMLElement | null, selector: string): boolean {
  const target = within?.querySelector<HTMLElement>(selector);
  target?.focus();
  return target !== undefined && target !== null;
}
