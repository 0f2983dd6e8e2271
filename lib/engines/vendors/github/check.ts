import { z } from 'zod'

import { cutText, oneLine } from '#lib/engines/vendors/event-text.ts'
import { GithubClient } from '#lib/engines/vendors/github/client.ts'
import type { GithubConfig, GithubSecrets } from '#lib/engines/vendors/github/settings.ts'
import { replyOf } from '#lib/engines/vendors/provider-fault.ts'
import type { CheckReply, Io } from '#lib/engines/vendors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

const operation = 'check'
const User = z.object({ login: z.string(), type: z.string().nullish() })
const App = z.object({
  name: z.string(),
  permissions: z.record(z.string(), z.string()).default({}),
})
const Repository = z.object({
  full_name: z.string(),
  permissions: z.object({ push: z.boolean().default(false) }).nullish(),
  has_issues: z.boolean().default(true),
})

const replyText = (...parts: unknown[]) =>
  cutText(parts.map((part) => JSON.stringify(part)).join('\n'), 2_000)

const isUsed = ({ commit_status, comment, issue_creation }: GithubConfig) =>
  commit_status.enabled || comment.enabled || issue_creation.enabled

/** What the switched-on parts need of an App. */
function missingPermissions(
  { commit_status, comment, issue_creation }: GithubConfig,
  granted: Record<string, string>,
): string[] {
  const needs = [
    ...(commit_status.enabled ? ['statuses'] : []),
    ...(issue_creation.enabled ? ['issues'] : []),
    ...(comment.enabled ? ['pull_requests'] : []),
  ]
  return needs.filter((name) => granted[name] !== 'write')
}

async function askAsApp(config: GithubConfig, client: GithubClient): Promise<CheckReply> {
  const { data: app } = await client.sendAsApp({ operation, route: 'GET /app', reply: App })
  const who = `The GitHub App "${oneLine(app.name, 100)}"`
  const missing = missingPermissions(config, app.permissions)
  if (missing.length > 0)
    return {
      ok: false,
      detail: `${who} has no write permission for ${missing.join(' and ')}; grant it in the App's settings`,
      reply: replyText(app),
    }
  if (config.repository === undefined) return { ok: true, detail: who, reply: replyText(app) }
  const repository = await askRepository(client, config.repository)
  return {
    ok: true,
    detail: `${who}, at work in ${repository.full_name}`,
    reply: replyText(app, repository),
  }
}

async function askRepository(client: GithubClient, repository: string) {
  const route = 'GET /repos/{owner}/{repo}'
  return (await client.send({ operation, route, repository, reply: Repository })).data
}

function scopesText(header: unknown): string {
  if (typeof header !== 'string') return 'a fine-grained token'
  return header.trim() === '' ? 'a token without scopes' : `scopes: ${oneLine(header, 200)}`
}

async function askAsUser(config: GithubConfig, client: GithubClient): Promise<CheckReply> {
  const { data: user, headers } = await client.send({ operation, route: 'GET /user', reply: User })
  const who = `Signed in as ${oneLine(user.login, 100)} (${scopesText(headers['x-oauth-scopes'])})`
  if (config.repository === undefined) return { ok: true, detail: who, reply: replyText(user) }
  const repository = await askRepository(client, config.repository)
  const reply = replyText(user, repository)
  if (repository.permissions?.push !== true)
    return {
      ok: false,
      detail: `${who}, but without write access to ${repository.full_name}: no status can be posted there`,
      reply,
    }
  if (config.issue_creation.enabled && !repository.has_issues)
    return {
      ok: false,
      detail: `${who}, but ${repository.full_name} has its issues switched off`,
      reply,
    }
  return { ok: true, detail: `${who}, may write to ${repository.full_name}`, reply }
}

/** Who we are at GitHub and whether that suffices for what is switched on. Writes nothing. */
export async function check(
  config: GithubConfig,
  secrets: GithubSecrets,
  io: Io,
): Promise<CheckReply> {
  if (secrets.token === undefined && secrets.app_private_key === undefined && !isUsed(config))
    return secrets.webhook_secret === undefined
      ? { ok: false, detail: 'Neither a token nor a webhook secret is saved' }
      : {
          ok: true,
          detail: 'Deliveries are received. Nothing is sent, because no feature is switched on',
        }
  try {
    const client = new GithubClient(config, secrets, io)
    return client.credentials.kind === 'app'
      ? await askAsApp(config, client)
      : await askAsUser(config, client)
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
