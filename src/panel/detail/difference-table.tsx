import type { Comparison, Difference, Side } from '../../compare/index.ts';
import { maskBody } from '../state/secrets.ts';

interface DifferenceTableProps {
  readonly comparison: Comparison;
  /** Heads the column of the request that passed. */
  readonly passed: string;
}

/** What differs, what most likely decides first; what differs only as the environments do at the end. */
export function DifferenceTable({ comparison, passed }: DifferenceTableProps) {
  const { differences } = comparison;
  const [first, ...others] = differences.filter(({ asEnvironments }) => !asEnvironments);
  const expected = differences.filter(({ asEnvironments }) => asEnvironments);
  return (
    <table className="lines differences">
      <thead>
        <tr>
          <th />
          <th>{passed}</th>
          <th>This request</th>
        </tr>
      </thead>
      {first && <Rows title="Differs first" rows={[first]} />}
      {others.length > 0 && <Rows title="Also differs" rows={others} />}
      {expected.length > 0 && <Rows title="Differs as the environments do" rows={expected} />}
    </table>
  );
}

function Rows({ title, rows }: { readonly title: string; readonly rows: readonly Difference[] }) {
  return (
    <tbody>
      <tr>
        <th colSpan={3} className="part">
          {title}
        </th>
      </tr>
      {rows.map(({ role, label, good, bad }) => (
        <tr key={`${role} ${label}`} data-role={role}>
          <th scope="row">{label}</th>
          <td>
            <Shown side={good} />
          </td>
          <td>
            <Shown side={bad} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}

function Shown({ side }: { readonly side: Side }) {
  return <code>{maskBody(side.text)}</code>;
}
