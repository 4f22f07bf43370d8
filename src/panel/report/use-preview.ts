import { useEffect, useState } from 'react';
import type { AsyncReporter, ReportPreview, ReportRequest } from '../state/reporter.ts';

/** What a report would hold; `undefined` until that is known. Values that are kept after all change nothing in it. */
export function usePreview(
  reporter: AsyncReporter,
  request: ReportRequest,
): ReportPreview | 'failed' | undefined {
  const [preview, setPreview] = useState<ReportPreview | 'failed'>();
  const { format, scope, personal, dropped } = request;
  useEffect(() => {
    let wanted = true;
    const show = (result: ReportPreview | 'failed') => {
      if (wanted) setPreview(result);
    };
    reporter.preview({ format, scope, personal, dropped, keep: [] }).then(show, () => show('failed'));
    return () => {
      wanted = false;
    };
  }, [reporter, format, scope, personal, dropped]);
  return preview;
}
