// What a recording is made of. The types alone; see README.md.

/**
 * One journey against real servers, with one known fault or none.
 * @typedef {object} Scenario
 * @property {string} id kebab case; the recording's file name
 * @property {string | null} cause the code that must lead; null: healthy; 'not-auth': fails for other reasons
 * @property {string} [nearMissOf] the code that this one resembles in all but the fact that decides, and must not get
 * @property {string[]} [also] other codes that are as true of it
 * @property {string} stack what really runs: 'nginx → express + express-jwt'
 * @property {string} what one or two sentences: the fault, or what keeps this from being one
 * @property {boolean} [thirdPartyCookies] whether the user lets them pass; default: as the browser has it
 * @property {string[]} [debian] packages it needs
 * @property {(lab: Lab) => Promise<Record<string, Served>> | Record<string, Served>} serve by host; `http://host` for
 *   what answers without TLS
 * @property {(visit: Visit) => Promise<void>} visit what the user and the page do
 */

/**
 * Who answers for a host: a request listener of Node, a server not yet listening, or the port of a process.
 * @typedef {import('node:http').RequestListener | import('node:http').Server | number} Served
 */

/**
 * @typedef {object} Lab
 * @property {string} folder for this scenario's files alone
 * @property {(claims?: object, options?: { header?: object, key?: 'lab-1' | 'lab-2', lifetime?: number }) => Promise<string>} token
 *   an RS256 access token of https://idp.app.test for https://api.app.test; claims override, `undefined` takes one out.
 *   Lifetime in seconds from now
 * @property {{ keys: object[] }} jwks public keys; holds lab-1, not lab-2
 * @property {string} jwksUri where servers of this machine fetch them, http://127.0.0.1:…
 * @property {(command: string, words: string[], options?: { env?: object, cwd?: string, port?: number }) => Promise<void>} start
 *   starts a process, ends it with the scenario, and waits until something listens on the port
 * @property {(server: Served) => Promise<number>} listen gives a server behind another its port
 * @property {() => Promise<number>} freePort
 */

/**
 * @typedef {object} Visit
 * @property {import('playwright-core').Page} page at https://app.test/
 * @property {(url: string, init?: RequestInit) => Promise<Answer>} call fetch in the page; an error is an answer too
 * @property {Lab} lab
 * @property {(milliseconds: number) => Promise<void>} pause
 * @property {import('playwright-core').BrowserContext} context
 */

/** @typedef {{ status: number, text: string, headers: Record<string, string>, error?: string }} Answer status 0: none */

export {};
