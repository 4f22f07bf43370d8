import type { Flow, FlowServer, FlowStep } from '../../diagnosis/facts/flow.ts';
import { oneLine } from '../words.ts';
import { type Drawing, draw } from './drawing.ts';

/** Pixels, all of them. */
const NARROWEST = 340;
const LEFT = 64;
const RIGHT_AT_MOST = 96;
const HEAD = 46;
const STEP = 46;
const FOOT = 10;
/** What a character takes at most, in the small type of the drawing. */
const CHARACTER = 6.5;

/**
 * Who asked whom, from top to bottom: the browser at the left, the servers beside it.
 *
 * @param room pixels from side to side
 */
export function drawFlow(flow: Flow, room: number): Drawing {
  const width = Math.max(NARROWEST, room);
  const height = HEAD + flow.steps.length * STEP + FOOT;
  const lanes = flow.servers.length;
  const right = Math.min(RIGHT_AT_MOST, width / 6);
  const x = (server: number) => Math.round(LEFT + ((width - LEFT - right) * (server + 1)) / lanes);
  const hostFits = Math.floor(Math.min(2 * right, (width - LEFT - right) / lanes) / CHARACTER);
  return draw(
    'svg',
    {
      class: 'flow',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': `${flow.steps.length} requests between the browser and ${flow.servers.map(hostOf).join(', ')}`,
    },
    ...flow.steps.flatMap((step, index) => (step.isSubject ? [band(index, width)] : [])),
    lane(LEFT, height, 'Browser', ''),
    ...flow.servers.map((server, index) =>
      lane(x(index), height, ROLE[server.role], cut(hostOf(server), hostFits)),
    ),
    ...flow.steps.map((step, index) => arrows(step, index, x(step.to))),
  );
}

const ROLE: Readonly<Record<FlowServer['role'], string>> = {
  api: 'API',
  application: 'Application',
  'identity provider': 'Identity provider',
  server: 'Server',
};

function hostOf({ origin }: FlowServer): string {
  return origin.replace(/^[a-z]+:\/\//, '');
}

function lane(x: number, height: number, name: string, host: string): Drawing {
  return draw(
    'g',
    { class: 'lane' },
    draw('line', { x1: x, y1: HEAD - 8, x2: x, y2: height }),
    draw('text', { x, y: 14, 'text-anchor': 'middle', class: 'role' }, name),
    draw('text', { x, y: 29, 'text-anchor': 'middle', class: 'host' }, host),
  );
}

/** Behind the request that this is about. */
function band(index: number, width: number): Drawing {
  return draw('rect', { class: 'subject', x: 0, y: HEAD + index * STEP, width, height: STEP });
}

function arrows(step: FlowStep, index: number, x: number): Drawing {
  const top = HEAD + index * STEP;
  const there = top + 17;
  const back = top + 36;
  const fits = Math.floor((x - LEFT - 16) / CHARACTER);
  const carried = step.carries.length === 0 ? '' : ` · ${step.carries.join(', ')}`;
  const said = `${step.request}${carried}`;
  return draw(
    'g',
    { class: `step ${step.outcome}` },
    draw('title', {}, oneLine(`${said} → ${step.answer}`)),
    draw('text', { x: LEFT + 8, y: there - 4 }, cut(said, fits)),
    draw('path', { d: `M${LEFT} ${there}H${x}m-6 -4l6 4l-6 4` }),
    draw('text', { x: x - 8, y: back - 4, 'text-anchor': 'end', class: 'answer' }, cut(step.answer, fits)),
    draw('path', { class: 'back', d: `M${x} ${back}H${LEFT}` }),
    draw('path', { class: 'tip', d: `M${LEFT + 6} ${back - 4}l-6 4l6 4` }),
    draw('text', { x: 2, y: there + 4, class: 'number' }, String(index + 1)),
  );
}

function cut(text: string, atMost: number): string {
  const line = oneLine(text);
  return line.length <= atMost ? line : `${line.slice(0, Math.max(1, atMost - 1))}…`;
}
