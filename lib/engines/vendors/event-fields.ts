import { z } from 'zod'

import { cutText, oneLine } from '#lib/engines/vendors/event-text.ts'
import type { CiEvent, ParsedDelivery } from '#lib/engines/vendors/inbound.ts'

/** Texts of payloads are hostile: one line, storable, of bounded length. */
const line = (limit: number) => z.string().transform((text) => oneLine(text, limit))

export const Title = line(300)
/** names of people, repositories, labels, actions */
export const Name = line(255)

/** characters of a branch or tag; file systems hold no longer ones */
const refLimit = 4_000
/** A branch or tag. One that is too long is refused: what is left of a name names something else. */
export const Ref = z
  .string()
  .max(refLimit, `is longer than ${refLimit} characters`)
  .transform((text) => oneLine(text, refLimit))

const zeros = /^0+$/

/** A commit's full id; null when it is absent, all zeros (nothing there) or no id at all. */
export const Sha = z
  .unknown()
  .default(null)
  .transform((value) =>
    typeof value === 'string' && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(value) && !zeros.test(value)
      ? value
      : null,
  )

const PathList = z.array(z.string()).catch([])
/** A commit of a push with the files it touched. */
export const Commit = z.object({ added: PathList, modified: PathList, removed: PathList })
export type Commit = z.output<typeof Commit>

const pathLimit = 10_000

/** The files of some commits, each once; null when they are too many to be worth a filter. */
export function pathsOf(commits: readonly Commit[]): string[] | null {
  const paths = new Set(
    commits.flatMap(({ added, modified, removed }) => [...added, ...modified, ...removed]),
  )
  return paths.size > pathLimit ? null : [...paths].map((path) => oneLine(path, 4_096))
}

/** `refs/heads/…` as a push has it */
export const FullRef = z
  .string()
  .max(refLimit + 'refs/heads/'.length, `is longer than ${refLimit} characters`)

/** `refs/heads/x` and `refs/tags/x` taken apart; null for other refs. What is too long was refused by `FullRef`. */
export function readRef(ref: string): { kind: 'push' | 'tag'; name: string } | null {
  const parts = /^refs\/(?<sort>heads|tags)\/(?<name>.+)$/s.exec(ref)?.groups
  if (!parts) return null
  return {
    kind: parts['sort'] === 'tags' ? 'tag' : 'push',
    name: oneLine(parts['name'] ?? '', refLimit),
  }
}

const nothing: Omit<CiEvent, 'kind' | 'title'> = {
  action: null,
  repository: null,
  sha: null,
  branch: null,
  tag: null,
  pullRequest: null,
  baseBranch: null,
  addedLabel: null,
  environment: null,
  command: null,
  occasion: null,
  commitKey: null,
  paths: null,
  author: { name: null, trusted: true },
  isIncomplete: false,
}

/** An event from the facts there are. */
export const eventOf = (facts: Pick<CiEvent, 'kind' | 'title'> & Partial<CiEvent>): CiEvent => ({
  ...nothing,
  ...facts,
  title: oneLine(facts.title, 300),
})

export const ignored = (reason: string, event?: CiEvent): ParsedDelivery =>
  event ? { ok: true, event, ignored: reason } : { ok: false, ignored: reason }

/** Parses a payload; one of another shape is ignored with the first thing that is wrong with it. */
export function withShape<T>(
  schema: z.ZodType<T>,
  payload: unknown,
  read: (payload: T) => ParsedDelivery,
): ParsedDelivery {
  const result = schema.safeParse(payload)
  if (result.success) return read(result.data)
  const [issue] = result.error.issues
  const place = issue?.path.join('.') ?? ''
  return ignored(
    cutText(`the payload is not as documented: ${place || 'body'}: ${issue?.message ?? ''}`, 300),
  )
}
