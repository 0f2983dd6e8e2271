import type { CiEventKind } from '#db/enums.ts'

/** Names in lower case, as Node.js gives them. */
export type InboundHeaders = Readonly<Record<string, string | undefined>>

/** A secret that a delivery may be verified with. */
export type InboundSecret = {
  /** of which connection, and whether it is the current one or the one before, still valid */
  age: 'current' | 'previous'
  /** `webhook_secret`, `signing_token`, … : the field of the connection's secrets */
  field: string
  value: string
}

export type InboundVerification =
  | { ok: true; secret: InboundSecret }
  /** `reason` is for metrics and our log; the sender learns only 401 */
  | { ok: false; reason: 'missing' | 'malformed' | 'mismatch' | 'expired' | 'no_secret' }

/** An event of a provider in our words. Every text is hostile: it is stored, shown escaped, matched, never run. */
export type CiEvent = {
  kind: CiEventKind
  /** the provider's action: `opened`, `synchronize`, `published`, `update`, … */
  action: string | null
  /** `owner/name`, `group/sub/project`, or a job's name */
  repository: string | null
  /** full hex id of the commit to be tested */
  sha: string | null
  /** branch that the commit is on (of a pull request: the source branch) */
  branch: string | null
  tag: string | null
  pullRequest: { number: number; title: string; baseBranch: string; labels: string[] } | null
  /** of a group that waits to be merged: the branch it would go into */
  baseBranch: string | null
  /** the one label that was just put on a pull request, where the event tells of nothing else */
  addedLabel: string | null
  /** of a deployment: where it went */
  environment: string | null
  /** what a person asked for in a comment: a rule or suite by name, empty for every rule; null elsewhere */
  command: string | null
  /** what sets it off again for a commit that was tested before, by its id: a deployment, a comment */
  occasion: string | null
  /** stands for the commit where the provider writes its id in several lengths; null: the id does */
  commitKey: string | null
  /** files changed, null when the provider does not tell (all of them) */
  paths: string[] | null
  author: {
    name: string | null
    /** false when code of people without write access would run: a pull request from a fork */
    trusted: boolean
  }
  /** a comment tells of its pull request by number only: its commit must be asked for */
  isIncomplete: boolean
  /** one line for people */
  title: string
}

/** What `parse` makes of an authenticated delivery. Ignored ones carry the reason for the log. */
export type ParsedDelivery =
  /** `others`: what else the same delivery tells of, such as more branches of one push */
  | { ok: true; event: CiEvent; others?: CiEvent[] }
  | { ok: true; event: CiEvent; ignored: string }
  | { ok: false; ignored: string }

export type InboundDelivery = { headers: InboundHeaders; body: Buffer }

/** How a person makes the provider send its events here: what its form asks, in its own words and order. */
export type HookSetup = {
  /** where at the provider the form is found */
  where: string
  /** what is entered: our address, a secret of the connection by its field, or a text */
  rows: { label: string; is: 'address' | 'secret' | 'text'; value: string }[]
  /** what is ticked there */
  events: string[]
  snippet?: { label: string; code: string }
  /** for senders that cannot sign and need a secret address: who they are and where it goes */
  unsigned?: string
}

/** Receives webhooks of one provider; pure functions. */
export type Receiver = {
  /** the header that names the event, in lower case: exactly one provider's is present in a delivery */
  eventHeader: string
  /** of a sender without such a header: asked when no provider's header is there */
  isFrom?(headers: InboundHeaders): boolean
  /** the provider's name of the event, and its id of the delivery; sha256 of the body when it sends none */
  identify(delivery: InboundDelivery): { event: string; deliveryId: string }
  /** over the raw bytes, in constant time for each secret; `now` in ms since 1970 */
  verify(
    delivery: InboundDelivery,
    secrets: readonly InboundSecret[],
    now: number,
  ): InboundVerification
  /** Throws InvalidError when the body is not what its content type says. */
  parse(delivery: InboundDelivery): ParsedDelivery
}
