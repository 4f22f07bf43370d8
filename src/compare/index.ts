export {
  type CaptureComparison,
  compareCaptures,
  compareExchanges,
  type Diagnosed,
  firstDifference,
} from './compare.ts';
export type { Comparison, Difference, FailingParty, Lists, Party, Role, Side } from './difference.ts';
export { counterpartsOf, type Unpaired } from './pairing.ts';
