import type { Capture, ExchangeId } from '../../exchange/exchange.ts';
import { checkSignatures } from '../../protocol/jwt/check-signatures.ts';
import { debounced } from '../debounce.ts';
import type { Progress } from '../file/messages.ts';
import type { PanelSource, Recording } from '../source/source.ts';
import { type Diagnosed, diagnosed } from './diagnosed.ts';
import type { Chip } from './filter.ts';
import { leadOf } from './rows.ts';

export type TabId = 'diagnosis' | 'token' | 'cookies' | 'cors' | 'flow' | 'http' | 'compare' | 'runbook';

/** What the panel shows: one immutable value, replaced at each change. */
export interface PanelState {
  readonly recording: Recording;
  /** What the panel stands beside: an inspected tab, or nothing, on a page of its own for files. */
  readonly beside: 'tab' | 'nothing';
  /** The tab's recording, or a file that lies over it. */
  readonly showing: 'live' | 'file';
  /** The capture that the diagnosis below belongs to; may be a moment behind the recording. */
  readonly diagnosed: Diagnosed;
  readonly selected: ExchangeId | undefined;
  readonly filter: string;
  readonly chip: Chip;
  readonly byCause: boolean;
  readonly unfolded: ReadonlySet<string>;
  readonly tab: TabId;
  /** The framework whose fixes the user wants to see, wherever there is one for it. */
  readonly framework: string | undefined;
  /** What just happened, said once: a copy made, a file that could not be read. */
  readonly said: Said | undefined;
  /** A file is being read. */
  readonly opening: Opening | undefined;
}

export interface Opening {
  readonly name: string;
  readonly progress: Progress;
  cancel(): void;
}

export interface Said {
  readonly text: string;
  readonly tone: 'plain' | 'error';
}

export interface PanelStore {
  read(): PanelState;
  subscribe(onChange: () => void): () => void;
  select(id: ExchangeId): void;
  setFilter(filter: string): void;
  setChip(chip: Chip): void;
  setByCause(byCause: boolean): void;
  unfold(group: string): void;
  setTab(tab: TabId): void;
  setFramework(framework: string): void;
  say(said: Said | undefined): void;
  setOpening(opening: Opening | undefined): void;
  /** Shows a file over the recording, which goes on underneath. */
  openFile(file: PanelSource, diagnosed: Diagnosed): void;
  closeFile(): void;
  /** The source that is shown: to clear, pause or change it. */
  source(): PanelSource;
  close(): void;
}

const REDIAGNOSE_AFTER_MS = 100;

/** Keeps what the panel shows; diagnoses afresh, a little later, whenever the recording changes. */
export function createPanelStore(live: PanelSource, beside: PanelState['beside'] = 'tab'): PanelStore {
  let shown = live;
  /** What the diagnosis shown was made from; nothing any more once the store is closed. */
  let diagnosedFrom: Capture | undefined = live.read().capture;
  let state: PanelState = {
    recording: live.read(),
    beside,
    showing: 'live',
    diagnosed: diagnosed(live.read().capture),
    selected: undefined,
    filter: '',
    chip: 'all',
    byCause: true,
    unfolded: new Set(),
    tab: 'diagnosis',
    framework: undefined,
    said: undefined,
    opening: undefined,
  };
  const listeners = new Set<() => void>();

  function set(change: Partial<PanelState>): void {
    state = withSelection({ ...state, ...change });
    for (const listener of listeners) listener();
  }

  const rediagnose = debounced(() => {
    const { capture } = shown.read();
    if (capture === diagnosedFrom) return;
    diagnosedFrom = capture;
    const known = state.diagnosed.capture.signatures;
    set({ diagnosed: diagnosed(known ? { ...capture, signatures: known } : capture) });
    void addSignatures(capture);
  }, REDIAGNOSE_AFTER_MS);

  /** Keys take their time: the diagnosis without them is shown until then. */
  async function addSignatures(capture: Capture): Promise<void> {
    const checked = await checkSignatures(capture);
    if (capture !== diagnosedFrom || isKnown(checked, state.diagnosed.capture)) return;
    set({ diagnosed: diagnosed(checked) });
  }

  function onRecording(): void {
    if (shown !== live) return;
    const recording = live.read();
    set({ recording });
    if (recording.capture !== diagnosedFrom) rediagnose.soon();
  }

  function show(source: PanelSource, showing: PanelState['showing'], shows: Diagnosed): void {
    if (shown !== live) shown.close();
    shown = source;
    const recording = source.read();
    diagnosedFrom = recording.capture;
    set({
      recording,
      showing,
      diagnosed: shows,
      selected: undefined,
      filter: '',
      chip: 'all',
      unfolded: new Set(),
      tab: 'diagnosis',
      said: undefined,
      opening: undefined,
    });
  }

  state = withSelection(state);
  void addSignatures(live.read().capture);
  const unsubscribe = live.subscribe(onRecording);

  return {
    read: () => state,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    select: (selected) => set({ selected }),
    setFilter(filter) {
      rediagnose.holdOff();
      set({ filter });
    },
    setChip: (chip) => set({ chip }),
    setByCause: (byCause) => set({ byCause }),
    unfold: (group) => set({ unfolded: new Set([...state.unfolded, group]) }),
    setTab: (tab) => set({ tab }),
    setFramework: (framework) => set({ framework }),
    say: (said) => set({ said }),
    setOpening: (opening) => set({ opening }),
    openFile: (file, itsDiagnosis) => show(file, 'file', itsDiagnosis),
    closeFile() {
      if (shown === live) return;
      const { capture } = live.read();
      show(live, 'live', diagnosed(capture));
      void addSignatures(capture);
    },
    source: () => shown,
    close() {
      rediagnose.cancel();
      diagnosedFrom = undefined;
      unsubscribe();
      state.opening?.cancel();
      if (shown !== live) shown.close();
      live.close();
    },
  };
}

function isKnown({ signatures }: Capture, shown: Capture): boolean {
  return JSON.stringify(signatures) === JSON.stringify(shown.signatures);
}

/** Something is selected wherever there is something to select: the newest failure that a cause explains. */
function withSelection(state: PanelState): PanelState {
  const { failures } = state.diagnosed.diagnosis;
  if (failures.some(({ exchangeId }) => exchangeId === state.selected)) return state;
  const selected =
    failures.findLast((failure) => failure.outcome !== 'recovered' && leadOf(failure) !== undefined) ??
    failures.at(-1);
  return { ...state, selected: selected?.exchangeId };
}
