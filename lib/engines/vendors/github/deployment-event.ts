import { z } from 'zod'

import {
  eventOf,
  ignored,
  Name,
  readRef,
  Ref,
  Sha,
  withShape,
} from '#lib/engines/vendors/event-fields.ts'
import type { ParsedDelivery } from '#lib/engines/vendors/inbound.ts'

const DeploymentStatus = z.object({
  deployment_status: z.object({ state: Name, environment: Name.nullish() }),
  deployment: z.object({ id: z.int(), sha: Sha, ref: Ref.nullish(), environment: Name.nullish() }),
  repository: z.object({ full_name: Name }),
  sender: z.object({ login: Name.nullish() }).nullish(),
})

/** `ref` of a deployment is a branch, a tag or a commit; a commit is no branch. */
function branchOf(ref: string | null | undefined): string | null {
  if (!ref || Sha.parse(ref) !== null) return null
  return readRef(ref)?.name ?? ref
}

/**
 * A deployment that has come to its end. Only one that went well put something there to be spoken to, and each is worth
 * a run although its commit was tested before. Source: docs.github.com, "deployment_status".
 */
export const readDeploymentStatus = (payload: unknown): ParsedDelivery =>
  withShape(
    DeploymentStatus,
    payload,
    ({ deployment_status: status, deployment, repository, sender }) => {
      const environment = status.environment ?? deployment.environment ?? null
      const event = eventOf({
        kind: 'deployment',
        action: status.state,
        repository: repository.full_name,
        sha: deployment.sha,
        branch: branchOf(deployment.ref),
        environment,
        occasion: `deployment ${deployment.id}`,
        author: { name: sender?.login ?? null, trusted: true },
        title: `deployment to ${environment ?? 'an environment'}: ${status.state}`,
      })
      if (status.state !== 'success')
        return ignored(`a deployment that is "${status.state}" starts no run`, event)
      return deployment.sha === null
        ? ignored('the deployment names no commit', event)
        : { ok: true, event }
    },
  )
