import { z } from 'zod'

import {
  eventOf,
  FullRef,
  ignored,
  Name,
  readRef,
  Sha,
  withShape,
} from '#lib/engines/vendors/event-fields.ts'
import type { ParsedDelivery } from '#lib/engines/vendors/inbound.ts'

const Build = z.object({
  resource: z.object({
    id: z.int(),
    buildNumber: Name,
    /** `completed`; in version 1.0 of the resource the result */
    status: Name.nullish(),
    result: Name.nullish(),
    sourceBranch: FullRef.nullish(),
    sourceVersion: Sha,
    /** version 1.0: `LG:refs/heads/master:600c52d2…` */
    sourceGetVersion: FullRef.nullish(),
    definition: z.object({ name: Name, project: z.object({ name: Name }).nullish() }),
    project: z.object({ name: Name }).nullish(),
    repository: z.object({ id: Name.nullish(), name: Name.nullish() }).nullish(),
    requestedFor: z.object({ displayName: Name.nullish() }).nullish(),
    /** `pr.isFork` says whose code a pull request's build ran */
    triggerInfo: z.record(z.string(), z.unknown()).nullish(),
  }),
})
type Build = z.output<typeof Build>['resource']

const oldVersion = /^LG:(?<ref>refs\/.+):(?<sha>[0-9a-f]{40})$/s

/** Branch and commit, wherever the version of the resource has them. */
function sourceOf({ sourceBranch, sourceVersion, sourceGetVersion }: Build) {
  const old = oldVersion.exec(sourceGetVersion ?? '')?.groups
  return {
    ref: sourceBranch ?? old?.['ref'] ?? '',
    sha: sourceVersion ?? Sha.parse(old?.['sha'] ?? null),
  }
}

/** `project/repository`; a repository may be told by its id only, which is as good for a status. */
function repositoryOf({ project, definition, repository }: Build): string {
  const owner = project?.name ?? definition.project?.name
  const name = repository?.name ?? repository?.id ?? definition.name
  return owner === undefined ? name : `${owner}/${name.split('/').at(-1) ?? name}`
}

/** The code of a pull request may be a fork's, unless Azure DevOps says that it is not. */
function isTrusted(ref: string, { triggerInfo }: Build): boolean {
  if (!ref.startsWith('refs/pull/')) return true
  const isFork = triggerInfo?.['pr.isFork']
  return isFork === false || (typeof isFork === 'string' && isFork.toLowerCase() === 'false')
}

const worthTesting = new Set(['succeeded', 'partiallysucceeded'])

/** A build that has ended; one that failed deployed nothing that could be spoken to. */
export const readBuild = (payload: unknown): ParsedDelivery =>
  withShape(Build, payload, ({ resource: build }) => {
    const result = build.result ?? build.status ?? 'unknown'
    const { ref, sha } = sourceOf(build)
    const named = readRef(ref)
    const event = eventOf({
      kind: 'build',
      action: result.toLowerCase(),
      repository: repositoryOf(build),
      sha,
      branch: named?.kind === 'push' ? named.name : null,
      tag: named?.kind === 'tag' ? named.name : null,
      author: {
        name: build.requestedFor?.displayName ?? null,
        trusted: isTrusted(ref, build),
      },
      title: `${build.definition.name} ${build.buildNumber} ${result}`,
    })
    return worthTesting.has(result.toLowerCase())
      ? { ok: true, event }
      : ignored(`the build ended with ${result}`, event)
  })
