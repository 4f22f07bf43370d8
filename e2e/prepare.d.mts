export const ROOT: string;
/** Installs what package-lock.json names, if it is not there yet. Throws with one sentence where that fails. */
export function ensureDependencies(): void;
/** Path of a browser that can load the extension. Throws with one sentence if there is none. */
export function ensureBrowser(): string;
