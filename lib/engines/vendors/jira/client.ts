import type { Client, SendRequestOptions } from 'jira.js/core'
import { z } from 'zod'

import { jiraFault } from '#lib/engines/vendors/jira/faults.ts'
import type { JiraConfig, JiraSecrets } from '#lib/engines/vendors/jira/settings.ts'
import type { Io } from '#lib/engines/vendors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

/** The site, whether or not its API's path was given with it. */
export const siteOf = ({ base_url }: Pick<JiraConfig, 'base_url'>) =>
  base_url.replace(/\/+$/, '').replace(/\/rest\/api\/(?:2|3|latest)$/, '')

/** As jira.js writes them: lists joined by commas, nothing for what is not given. */
function queryOf(parameters: Record<string, unknown> = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    if (Array.isArray(value)) query.set(name, value.join(','))
    else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      query.set(name, String(value))
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

type Sender = {
  site: string
  deployment: JiraConfig['deployment']
  authorization: string
  io: Io
  operation: string
}

async function send<T>(sender: Sender, request: SendRequestOptions<T>): Promise<T> {
  const { site, authorization, io, operation, deployment } = sender
  const peer = new URL(site).host
  const { url, method = 'GET', searchParams, body, schema } = request
  const answer = await io.fetch(operation)(`${site}${url}${queryOf(searchParams)}`, {
    method,
    headers: {
      authorization,
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw jiraFault({ peer, operation, deployment }, answer, text)
  // Calls without a schema answer 204, and jira.js promises nothing of it.
  const parsed = (schema ?? z.custom<T>()).safeParse(text === '' ? undefined : readJson(text))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new NetworkError({
    fault: 'protocol',
    detail: `the answer is not what Jira documents (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''})`,
    peer,
    retryable: false,
    maybeExecuted: method !== 'GET',
  })
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A client of jira.js whose calls appear as `operation` in metrics and in the log. */
export type JiraClient = (operation: string) => Client

/**
 * jira.js builds the requests and checks the replies; the way out is ours. Its own transport calls the global fetch,
 * which neither the address guard nor the breaker would see, and it takes any object with `sendRequest` instead.
 * Throws JiraFault, or NetFault when no usable answer came.
 */
export function jiraClient(config: JiraConfig, { api_token }: JiraSecrets, io: Io): JiraClient {
  const site = siteOf(config)
  const authorization = authorizationOf(config, api_token ?? '')
  const { deployment } = config
  return (operation) => ({
    sendRequest: async (request) => {
      // Here and not above: a connection without its token can still be opened, to be mended.
      if (api_token === undefined) throw withoutToken(new URL(site).host)
      return send({ site, authorization, io, operation, deployment }, request)
    },
  })
}

/** A personal access token of Data Center goes alone; an API token of the cloud with its account. */
const authorizationOf = ({ deployment, email = '' }: JiraConfig, token: string) =>
  deployment === 'data_center'
    ? `Bearer ${token}`
    : `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`

const withoutToken = (peer: string) =>
  new NetworkError({
    fault: 'configuration',
    detail: 'store an API token first',
    peer,
    retryable: false,
  })
