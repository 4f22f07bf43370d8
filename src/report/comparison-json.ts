import type { Exchange } from '../exchange/exchange.ts';
import { type ComparisonReport, type ReportedDifference, sourceName } from './comparison.ts';

/**
 * A comparison as a program reads it; version 1:
 *
 * - `pattern`: `one-environment-fails`, or `null` where no two requests could be laid side by side
 * - `title`: the first thing that differs, in one line; `first`: the same as a difference, or `null`
 * - `good`, `bad`: names of the two captures
 * - `comparisons`: each failing request (`request`) beside its counterpart; `counterpartFails`: that one fails too, for
 *   another reason; `cause`: the code that leads for the request, or `null`; `differences`: what most likely decides first
 * - a difference: its `role` on the way of a request (`environment`, `request`, `credential`, `cookie`, `cors`, `header`,
 *   `token-header`, `claim`, `redirect`, `server`, `outcome`), within it `what`, `name` and `hop`; `good` and `bad` with
 *   `text` and the places (`at`) that show it; `added` and `removed` of lists; `asEnvironments`: it differs only as the
 *   hosts of the two do
 * - `unpaired`: failing requests without a counterpart, `reason`: `no-such-route`, `other-method`, `fails-alike`,
 *   `never-passed`
 */
export interface JsonComparison {
  readonly schemaVersion: 1;
  readonly generator: { readonly name: 'Keyhole'; readonly version: string };
  readonly pattern: string | null;
  readonly title: string;
  readonly first: JsonDifference | null;
  readonly good: { readonly name: string };
  readonly bad: { readonly name: string };
  readonly comparisons: readonly {
    readonly request: JsonRequest;
    readonly counterpart: JsonRequest;
    readonly counterpartFails: boolean;
    readonly cause: string | null;
    readonly differences: readonly JsonDifference[];
  }[];
  readonly unpaired: readonly { readonly request: JsonRequest; readonly reason: string }[];
}

export interface JsonRequest {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  /** 0: no answer at all. */
  readonly status: number;
}

export interface JsonDifference extends Omit<ReportedDifference, 'lists' | 'asEnvironments'> {
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
  readonly asEnvironments: boolean;
}

export function toComparisonJson(report: ComparisonReport): JsonComparison {
  const comparisons = report.comparisons.map(({ good, bad, cause, counterpartFails, differences }) => ({
    request: jsonRequest(bad),
    counterpart: jsonRequest(good),
    counterpartFails: counterpartFails === true,
    cause: cause ?? null,
    differences: differences.map(jsonDifference),
  }));
  const firsts = comparisons.flatMap(({ differences }) => differences.slice(0, 1));
  return {
    schemaVersion: 1,
    generator: { name: 'Keyhole', version: report.version },
    pattern: report.pattern ?? null,
    title: report.title,
    first: firsts.find(({ label }) => report.title.includes(label)) ?? firsts[0] ?? null,
    good: { name: sourceName(report.good) },
    bad: { name: sourceName(report.bad) },
    comparisons,
    unpaired: report.unpaired.map(({ exchange, reason }) => ({ request: jsonRequest(exchange), reason })),
  };
}

function jsonRequest({ id, request, response }: Exchange): JsonRequest {
  return { id, method: request.method, url: request.url, status: response?.status ?? 0 };
}

function jsonDifference({ lists, asEnvironments, ...rest }: ReportedDifference): JsonDifference {
  return { ...rest, ...lists, asEnvironments: asEnvironments === true };
}
