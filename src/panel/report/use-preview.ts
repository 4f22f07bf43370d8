import { useEffect, useState } from 'react';
import type { AsyncCaptureWork } from '../state/capture-work.ts';
import type { ReportPreview, ReportRequest } from '../state/reporter.ts';

/** What a report would hold; `undefined` until that is known. Values that are kept after all change nothing in it. */
export function usePreview(
  work: AsyncCaptureWork,
  request: ReportRequest,
): ReportPreview | 'failed' | undefined {
  const [preview, setPreview] = useState<ReportPreview | 'failed'>();
  const { format, scope, personal, dropped } = request;
  useEffect(() => {
    let wanted = true;
    const show = (result: ReportPreview | 'failed') => {
      if (wanted) setPreview(result);
    };
    work.preview({ format, scope, personal, dropped, keep: [] }).then(show, () => show('failed'));
    return () => {
      wanted = false;
    };
  }, [work, format, scope, personal, dropped]);
  return preview;
}
