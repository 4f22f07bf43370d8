import type { PanelSource } from '../source/source.ts';
import { type AsyncCaptureWork, doTask, workElsewhere, workOn } from './capture-work.ts';
import type { Diagnosed } from './diagnosed.ts';

/** Work on what is shown at this moment; a recording that goes on does not change it. */
export function workOnShown({ capture, diagnosis }: Diagnosed, source: PanelSource): AsyncCaptureWork {
  if (source.work) return source.work;
  const work = workOn(capture, diagnosis);
  return workElsewhere(async (task) => doTask(work, task));
}
