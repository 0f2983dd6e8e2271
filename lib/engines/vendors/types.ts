import type { Socket } from 'node:net'

import type { z } from 'zod'

import type { HookSetup, Receiver } from '#lib/engines/vendors/inbound.ts'

/** Everything a capability needs to talk to its provider. Nothing leaves but through `fetch`. */
export type Io = {
  /**
   * `fetch` of the WHATWG kind behind the SSRF guard, the connection's breaker and the metrics. `operation` names
   * the call in metrics and in the log (`commit_status`), a handful of names for each integration. Redirects are not
   * followed. Throws NetFault when no usable answer came; any HTTP status that came is an answer, which the
   * client judges.
   */
  fetch(operation: string): typeof globalThis.fetch
  /** A connected TCP socket behind the same guard, for what is not HTTP. Throws NetFault. */
  connect(
    operation: string,
    address: { host: string; port: number; timeoutMs: number },
  ): Promise<Socket>
  /** Adds to the log what was said outside `fetch`. */
  note(entry: Omit<Exchange, 'atMs'>): void
  /** Ends whatever is under way. */
  signal: AbortSignal
}

/** One call as the delivery log keeps it: texts cut to 4,000 characters, secrets masked. */
export type Exchange = {
  operation: string
  /** `POST https://api.github.com/repos/…` */
  request: string
  sent?: string
  /** HTTP status, null when no answer came */
  status: number | null
  received?: string
  /** what went wrong, when no answer came */
  error?: string
  durationMs: number
  /** ms since the first call of this Io */
  atMs: number
}

/** What a provider answered to a harmless question, in its own words. */
export type CheckReply = {
  ok: boolean
  /** one sentence: who we are there, or what is wrong and how to mend it */
  detail: string
  /** the provider's own reply, cut to 2,000 characters; secrets never appear in it */
  reply?: string
}

export type CommitState = 'pending' | 'success' | 'failure' | 'error'

export type CommitStatus = {
  repository: string
  sha: string
  /** branch or tag; GitLab needs it */
  ref: string | null
  state: CommitState
  /** unique for each suite, stable from run to run */
  context: string
  description: string
  targetUrl: string
}

/** What a comment leaves out of the pull request that it stands under. */
type PullRequestFacts = {
  title: string
  sha: string
  branch: string
  baseBranch: string
  labels: string[]
  /** false when its code comes from another repository, a fork */
  isOwn: boolean
  isOpen: boolean
}

/** Tells a CI provider what became of a commit. */
export type CiClient = {
  /** The pull request as it is now, and whether `person` may write to its repository. */
  readPullRequest?(question: {
    repository: string
    number: number
    person: string
  }): Promise<{ facts: PullRequestFacts; mayWrite: boolean }>
  /** Repeating it is harmless. Cuts the description to the provider's limit by code points. */
  setStatus(status: CommitStatus): Promise<void>
  /**
   * The one comment of Earshot on a pull request: finds it by `marker` (hidden in the body) unless `known` names it,
   * and writes it anew. Returns its id and address.
   */
  upsertComment?(comment: {
    repository: string
    pullRequest: number
    marker: string
    /** Markdown, without the marker */
    body: string
    known: string | null
  }): Promise<{ id: string; url: string }>
}

type Severity = 'info' | 'warning' | 'critical'

/** What happened, in a form that every channel can render in its own way. All texts are plain. */
export type Message = {
  event: string
  severity: Severity
  /** `success` and `failure` choose the sign in front */
  outcome: 'success' | 'failure' | 'warning' | 'info'
  title: string
  /** a sentence or two */
  summary: string
  facts: { label: string; value: string }[]
  /** failing cases, defects, …; cut to what the channel holds, and counted */
  items: { text: string; detail?: string; url?: string }[]
  url: string
  /** people and groups that a rule names, in the channel's own ids */
  mentions: string[]
  /** for machines: the body of an outbound webhook */
  data: Record<string, unknown>
}

/** Where an earlier message of the same thread is; the channel's own words, opaque to all others. */
export type ThreadRef = Record<string, string>

export type Sent = {
  /** remembered and given back for the next message of the same thread */
  thread?: ThreadRef
  /** what the provider said, for the log */
  detail: string
}

export type SendOptions = {
  /** the same key is the same message, whatever happens between two tries */
  key: string
  /** an earlier message on the same subject, null for the first */
  thread: ThreadRef | null
  /** true: this message replaces the first of the thread; false: it is added to it */
  update: boolean
}

export type Notifier = {
  /**
   * What a second try may do after a first whose outcome is unknown (we died, or the answer was lost):
   * `harmless`: the receiver knows the key; `findable`: ask `findSent` first; `doubles`: it would be shown twice, so
   * it is repeated with a note that says so, or by a person.
   */
  repeat: 'harmless' | 'findable' | 'doubles'
  send(message: Message, options: SendOptions): Promise<Sent>
  findSent?(options: SendOptions): Promise<Sent | null>
}

export type IssueDraft = {
  /** hidden in the description and searched for, so that a lost answer makes no second issue */
  marker: string
  title: string
  /** paragraphs, facts and links; the tracker renders them (Markdown, ADF) */
  description: {
    text: string
    /** `url`: a page of ours that the value names */
    facts: { label: string; value: string; url?: string }[]
    url: string
  }
  severity: 'critical' | 'high' | 'medium' | 'low'
  labels: string[]
  assignees: string[]
}

export type Issue = {
  /** `QA-12`, `owner/name#7` */
  key: string
  url: string
  /** the tracker's own word */
  status: string
  /** what the word means */
  category: 'open' | 'in_progress' | 'done'
  /** what the tracker did otherwise than asked, e.g. assignees that it dropped */
  warnings?: string[]
}

/** What became of a move. `warning` says why an issue stays as it is; it is not tried again. */
export type Moved = {
  moved: boolean
  warning?: string
  /** it could go several ways, and a person must say which by a setting of the connection */
  choice?: { setting: string; options: string[] }
}

/** Keeps issues. Every write is safe to repeat. */
export type Tracker = {
  findIssue(marker: string): Promise<Issue | null>
  createIssue(draft: IssueDraft): Promise<Issue>
  getIssue(key: string): Promise<Issue>
  /** `marker` makes the comment unique: one that carries it already is not written again. */
  comment(key: string, marker: string, text: string): Promise<void>
  updateIssue(
    key: string,
    patch: Partial<Pick<IssueDraft, 'title' | 'description' | 'severity' | 'labels'>>,
  ): Promise<void>
  /** To a status that means fixed, or open. */
  close(key: string): Promise<Moved>
  reopen(key: string): Promise<Moved>
}

/** An integration is a value: settings by its own schema, capabilities that it has. */
export type Integration<C = unknown, S = unknown> = {
  kind: string
  label: string
  /** one sentence for the page where one is chosen */
  summary: string
  /** titles and descriptions (`.meta()`) make its form */
  config: z.ZodType<C>
  /** an object of optional texts: write-only, sealed one by one */
  secrets: z.ZodType<S>
  /** fields of `secrets` that deliveries are verified with; the others go out */
  inboundSecrets?: readonly string[]
  receiver?: Receiver
  /** with `receiver`; `address` is ours for this connection */
  hookSetup?: (address: string) => HookSetup
  /** one harmless question with the saved secrets */
  check: (config: C, secrets: S, io: Io) => Promise<CheckReply>
  ci?: (config: C, secrets: S, io: Io) => CiClient
  notifier?: (config: C, secrets: S, io: Io) => Notifier
  /** who reads its messages: programs get every event, people one message for what belongs together; people when absent */
  readers?: 'people' | 'programs'
  tracker?: (config: C, secrets: S, io: Io) => Tracker
}

/** Erases the types of settings once they have been parsed, so that nobody else has to cast. */
export function defineIntegration<C, S>(definition: Integration<C, S>): Integration {
  const { config, secrets, check, ci, notifier, tracker, ...rest } = definition
  const open = (rawConfig: unknown, rawSecrets: unknown) =>
    [config.parse(rawConfig), secrets.parse(rawSecrets)] as const
  return {
    ...rest,
    config,
    secrets,
    check: async (c, s, io) => check(...open(c, s), io),
    ...(ci && { ci: (c, s, io) => ci(...open(c, s), io) }),
    ...(notifier && { notifier: (c, s, io) => notifier(...open(c, s), io) }),
    ...(tracker && { tracker: (c, s, io) => tracker(...open(c, s), io) }),
  }
}
