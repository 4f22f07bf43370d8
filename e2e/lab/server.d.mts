export interface Lab {
  /** URL of the page with the buttons. */
  readonly page: string;
  close(): Promise<void>;
}

/** Starts all of the lab's servers on loopback. Port 0, the default: any free one. */
export function startLab(options?: { readonly port?: number }): Promise<Lab>;
