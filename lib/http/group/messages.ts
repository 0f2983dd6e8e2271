import type { StreamOwner } from '#lib/http/group/stream-places.ts'

/** Attempts that a process has allowed since it last said so. */
export type Taken = { limiter: string; key: string; worth: number }

/** Whose a session is, by the name of its cookies (`page-limit.ts`). */
export type SeenSession = {
  key: string
  caller: { by: 'user' | 'token'; id: string; organizationId: string }
}

/** What one web process tells all others, through the process that holds their port. */
export type News = { taken?: Taken[]; session?: SeenSession }

/** What a web process says to the one that holds the port. */
export type Said =
  | { group: 'news'; news: News }
  /** a stream of events is to be opened, and `id` is answered */
  | { group: 'open'; id: number; owner: StreamOwner }
  | { group: 'closed'; id: number }

/** What it is told. */
export type Told =
  | { group: 'news'; news: News }
  /** `refused`: whose limit is reached, null when the stream may be opened */
  | { group: 'opened'; id: number; refused: 'user' | 'organization' | null }

/** Whether a message between our processes is one of these; nobody else can send them. */
export const isOfGroup = <T extends Said | Told>(message: unknown): message is T =>
  typeof message === 'object' && message !== null && 'group' in message
