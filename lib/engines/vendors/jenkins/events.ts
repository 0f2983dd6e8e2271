import { z } from 'zod'

import { eventOf, ignored, Name, Ref, Sha, Title } from '#lib/engines/vendors/event-fields.ts'
import { oneLine } from '#lib/engines/vendors/event-text.ts'
import { repositoryPath } from '#lib/engines/vendors/json-body.ts'
import type { CiEvent, ParsedDelivery } from '#lib/engines/vendors/inbound.ts'

/** A build in words that all four senders share. */
type Build = {
  job: string
  number: string
  /** `SUCCESS`, `UNSTABLE`, `FAILURE`, …; null while it runs */
  result: string | null
  remote: string | null
  sha: string | null
  branch: string | null
  tag?: string | null
  pullRequest?: CiEvent['pullRequest']
  author?: CiEvent['author']
  /** it is told at another moment too; this one is not acted upon */
  notYet?: string
}

const text = Name.nullish().transform((value) => (value ? value : null))
const ref = Ref.nullish().transform((value) => (value ? value : null))
const label = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => oneLine(String(value ?? ''), 50))

/** `origin/main`, `refs/heads/main` → `main`; a detached head is on no branch. */
function branchName(branch: string | null): string | null {
  const bare = branch?.replace(/^refs\/(heads|remotes)\//, '').replace(/^origin\//, '') ?? ''
  return bare === '' || bare === 'HEAD' || bare === 'detached' ? null : bare
}

const Snippet = z
  .object({
    event: z.literal('build'),
    delivery_id: z.string(),
    sent_at: z.number(),
    job: Name,
    build_number: label,
    result: text,
    git_url: z.string().nullish(),
    git_commit: Sha,
    git_branch: ref,
    tag: ref,
    change_id: text,
    change_title: Title.nullish(),
    change_branch: ref,
    change_target: ref,
    change_author: text,
    change_fork: text,
  })
  .transform((body): Build => {
    const number = Number(body.change_id ?? '')
    return {
      job: body.job,
      number: body.build_number,
      result: body.result,
      remote: body.git_url ?? null,
      sha: body.git_commit,
      branch: body.change_branch ?? branchName(body.git_branch),
      tag: body.tag,
      pullRequest:
        Number.isSafeInteger(number) && number > 0
          ? {
              number,
              title: body.change_title ?? '',
              baseBranch: body.change_target ?? '',
              labels: [],
            }
          : null,
      author: { name: body.change_author, trusted: body.change_fork === null },
    }
  })

/** Notification plugin, JSON. Each build is told up to four times. */
const Notification = z
  .object({
    name: Name,
    build: z.object({
      number: label,
      phase: Name,
      status: text,
      scm: z.object({ url: z.string().nullish(), branch: ref, commit: Sha }).partial().nullish(),
    }),
  })
  .transform(({ name, build }): Build => {
    const isEnd = build.phase.toUpperCase() === 'COMPLETED'
    return {
      job: name,
      number: build.number,
      result: build.status,
      remote: build.scm?.url ?? null,
      sha: build.scm?.commit ?? null,
      branch: branchName(build.scm?.branch ?? null),
      ...(!isEnd && { notYet: `the phase ${build.phase} starts nothing, only COMPLETED does` }),
    }
  })

const Variables = z
  .object({ GIT_URL: z.string().nullish(), GIT_COMMIT: Sha, GIT_BRANCH: ref })
  .partial()
  .catch({})

/** Outbound WebHook plugin. */
const Outbound = z
  .object({
    projectName: Name,
    buildName: label,
    buildVars: Variables,
    event: z.enum(['start', 'success', 'failure', 'unstable']),
  })
  .transform(({ projectName, buildName, buildVars, event }): Build => ({
    job: projectName,
    number: buildName.replace(/^#/, ''),
    result: event === 'start' ? null : event,
    remote: buildVars.GIT_URL ?? null,
    sha: buildVars.GIT_COMMIT ?? null,
    branch: branchName(buildVars.GIT_BRANCH ?? null),
  }))

/** Unblocked plugin: one flat object. */
const Unblocked = z
  .object({
    jenkinsUrl: z.string(),
    repoUrl: z.string().nullish(),
    repoVersion: Sha,
    repoBranch: ref,
    runId: label,
    runNumber: label,
    runResult: text,
  })
  .transform((body): Build => ({
    job: repositoryPath(body.repoUrl ?? '') ?? body.runId,
    number: body.runNumber,
    result: body.runResult,
    remote: body.repoUrl ?? null,
    sha: body.repoVersion,
    branch: branchName(body.repoBranch),
  }))

const AnyBuild = z.union([Snippet, Notification, Outbound, Unblocked])

/** A build that failed deployed nothing that could be spoken to. */
const worthTesting = new Set(['success', 'unstable'])

function whyNot({ notYet, result }: Build): string | null {
  if (notYet !== undefined) return notYet
  if (result === null) return 'the build has not ended'
  return worthTesting.has(result.toLowerCase()) ? null : `the build ended with ${result}`
}

const Ping = z.object({ event: z.literal('ping') })

/**
 * A build in our words, from our snippet, the Notification plugin, the Outbound WebHook plugin or Unblocked, told
 * apart by their shape. Other bodies, and builds that have not ended well, are ignored with the reason.
 */
export function parseBuild(payload: unknown): ParsedDelivery {
  if (Ping.safeParse(payload).success)
    return { ok: true, event: eventOf({ kind: 'ping', title: 'ping' }) }
  const parsed = AnyBuild.safeParse(payload)
  if (!parsed.success)
    return ignored('the body is none of those that Jenkins is known to send about a build')
  const build = parsed.data
  const result = build.result ?? 'running'
  const event = eventOf({
    kind: 'build',
    action: result.toLowerCase(),
    repository: oneLine(repositoryPath(build.remote ?? '') ?? build.job, 255),
    sha: build.sha,
    branch: build.branch,
    tag: build.tag ?? null,
    pullRequest: build.pullRequest ?? null,
    ...(build.author && { author: build.author }),
    title: `${build.job} #${build.number} ${result}`,
  })
  const reason = whyNot(build)
  return reason === null ? { ok: true, event } : ignored(reason, event)
}
