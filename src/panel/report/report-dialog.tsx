import { useState } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay, Radio, RadioGroup } from 'react-aria-components';
import { Check } from '../parts/check.tsx';
import type { AsyncCaptureWork } from '../state/capture-work.ts';
import { copyReport, FILES, saveReport } from '../state/exports.ts';
import { type ReportFormat, type ReportPreview, type ReportRequest, safeRequest } from '../state/reporter.ts';
import { useStore } from '../state/use-panel.ts';
import { counted } from '../state/words.ts';
import { EntryList } from './entry-list.tsx';
import { ReplacedList } from './replaced-list.tsx';
import { usePreview } from './use-preview.ts';

interface ReportDialogProps {
  readonly format: ReportFormat;
  readonly work: AsyncCaptureWork;
  readonly onClose: () => void;
}

/** What a report will hold and what will be replaced in it, before it leaves the browser. */
export function ReportDialog({ format, work, onClose }: ReportDialogProps) {
  const store = useStore();
  const [request, setRequest] = useState<ReportRequest>(() => safeRequest(format));
  const preview = usePreview(work, request);
  const change = (part: Partial<ReportRequest>) => setRequest((before) => ({ ...before, ...part }));
  const hand = async (over: typeof saveReport) => {
    await over(request, work, store);
    onClose();
  };
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(open) => open || onClose()}>
      <Modal className="modal">
        <Dialog className="report-dialog">
          <Heading slot="title">Before it leaves this browser: {nameOf(format)}</Heading>
          <div className="choices">
            {format === 'har' && <Scope request={request} onChange={change} />}
            <Check
              selected={request.personal === 'hidden'}
              onChange={(hidden) => change({ personal: hidden ? 'hidden' : 'kept' })}
            >
              Replace names, e-mail and IP addresses
            </Check>
          </div>
          <div className="preview">
            {preview === 'failed' ? (
              <p>The report cannot be made.</p>
            ) : preview === undefined ? (
              <p className="dim">Looking for what is secret…</p>
            ) : (
              <Preview preview={preview} request={request} onChange={change} />
            )}
          </div>
          <footer>
            <span className="dim">{preview && preview !== 'failed' ? totals(preview, request) : ''}</span>
            <Button className="button" onPress={onClose}>
              Cancel
            </Button>
            <Button className="button" onPress={() => void hand(copyReport)}>
              Copy
            </Button>
            <Button className="button main" onPress={() => void hand(saveReport)}>
              Save…
            </Button>
          </footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function nameOf(format: ReportFormat): string {
  return FILES.find(({ id }) => id === format)?.name ?? format;
}

interface PartProps {
  readonly request: ReportRequest;
  readonly onChange: (part: Partial<ReportRequest>) => void;
}

function Scope({ request, onChange }: PartProps) {
  return (
    <RadioGroup
      className="radios in-line"
      aria-label="Requests"
      value={request.scope}
      onChange={(scope) => onChange({ scope: scope as ReportRequest['scope'], keep: [], dropped: [] })}
    >
      <Radio value="failing" className="radio">
        <span className="ring" />
        What failed, and what explains it
      </Radio>
      <Radio value="everything" className="radio">
        <span className="ring" />
        Everything recorded
      </Radio>
    </RadioGroup>
  );
}

function Preview({ preview, request, onChange }: PartProps & { readonly preview: ReportPreview }) {
  return (
    <>
      <ReplacedList items={preview.items} keep={request.keep} onKeep={(keep) => onChange({ keep })} />
      <EntryList
        entries={preview.entries}
        dropped={request.dropped}
        onDrop={(dropped) => onChange({ dropped })}
      />
    </>
  );
}

function totals({ items, entries }: ReportPreview, { keep, dropped }: ReportRequest): string {
  const replaced = items.length - keep.length;
  const kept = keep.length === 0 ? '' : `, ${keep.length} kept as they are`;
  return `${counted(replaced, 'value')} replaced${kept}, in ${counted(entries.length - dropped.length, 'request')}`;
}
