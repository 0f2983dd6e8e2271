import { z } from 'zod'

import { cutText, oneLine } from '#lib/engines/vendors/event-text.ts'
import { GitlabClient } from '#lib/engines/vendors/gitlab/client.ts'
import type { GitlabConfig, GitlabSecrets } from '#lib/engines/vendors/gitlab/settings.ts'
import { replyOf } from '#lib/engines/vendors/provider-fault.ts'
import type { CheckReply, Io } from '#lib/engines/vendors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

const ask = { operation: 'check', method: 'GET' } as const
/** GitLab's number for the role Developer */
const developer = 30

const User = z.object({ username: z.string(), is_admin: z.boolean().nullish() })
const Token = z.object({ scopes: z.array(z.string()), expires_at: z.string().nullish() })
const Access = z.object({ access_level: z.number() }).nullish()
const Project = z.object({
  path_with_namespace: z.string(),
  permissions: z.object({ project_access: Access, group_access: Access }).nullish(),
})

/** What the token may do; null where GitLab does not say (before 15.5, or an OAuth token). */
async function readToken(client: GitlabClient): Promise<z.output<typeof Token> | null> {
  try {
    return await client.send({ ...ask, path: '/personal_access_tokens/self', reply: Token })
  } catch (error) {
    if (error instanceof NetworkError && [400, 403, 404].includes(error.status ?? 0)) return null
    throw error
  }
}

async function askGitlab(config: GitlabConfig, client: GitlabClient): Promise<CheckReply> {
  const user = await client.send({ ...ask, path: '/user', reply: User })
  const token = await readToken(client)
  const scopes = token ? `scopes: ${oneLine(token.scopes.join(', '), 200)}` : 'scopes unknown'
  const until = token?.expires_at ? `, valid until ${oneLine(token.expires_at, 20)}` : ''
  const who = `Signed in as ${oneLine(user.username, 100)} (${scopes}${until})`
  const reply = (...parts: unknown[]) =>
    cutText(parts.map((part) => JSON.stringify(part)).join('\n'), 2_000)
  if (token && !token.scopes.includes('api'))
    return { ok: false, detail: `${who}; the scope api is missing`, reply: reply(user, token) }
  if (config.project === undefined) return { ok: true, detail: who, reply: reply(user, token) }
  const path = client.project(config.project)
  const project = await client.send({ ...ask, path, reply: Project })
  const { project_access: own, group_access: group } = project.permissions ?? {}
  const level = Math.max(own?.access_level ?? 0, group?.access_level ?? 0)
  const all = reply(user, token, project)
  return level >= developer || user.is_admin
    ? { ok: true, detail: `${who}, may write to ${project.path_with_namespace}`, reply: all }
    : {
        ok: false,
        detail: `${who}, but below the role Developer in ${project.path_with_namespace}: no status can be posted there`,
        reply: all,
      }
}

/** Who we are at GitLab and whether that suffices. Writes nothing. */
export async function check(
  config: GitlabConfig,
  secrets: GitlabSecrets,
  io: Io,
): Promise<CheckReply> {
  const isUsed = config.commit_status.enabled || config.comment.enabled
  if (secrets.token === undefined && !isUsed)
    return secrets.webhook_secret === undefined && secrets.signing_token === undefined
      ? { ok: false, detail: 'Neither an access token nor a secret for the webhook is saved' }
      : {
          ok: true,
          detail: 'Deliveries are received. Nothing is sent, because no feature is switched on',
        }
  try {
    return await askGitlab(config, new GitlabClient(config, secrets, io))
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error
    const reply = replyOf(error)
    return {
      ok: false,
      detail: error.message,
      ...(reply !== null && { reply: cutText(reply, 2_000) }),
    }
  }
}
