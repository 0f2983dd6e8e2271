import { type FaultClass, NetworkError, statusFault } from '#lib/platform/net/network-error.ts'

type Meaning = {
  fault: FaultClass
  /** what to do */
  words: string
  retryable?: boolean
  /** Slack says that part of it may have happened */
  maybeExecuted?: boolean
}

const token = 'install the Slack app again and store its new bot token'
const address = 'make a new webhook in the Slack app and store its address'

/** Slack's words for what is wrong, and ours for what to do. Web API and incoming webhooks share most of them. */
const meanings: Readonly<Record<string, Meaning>> = {
  invalid_auth: { fault: 'authentication', words: `Slack does not know the bot token; ${token}` },
  not_authed: { fault: 'authentication', words: `no bot token arrived at Slack; ${token}` },
  token_revoked: { fault: 'authentication', words: `the bot token was revoked; ${token}` },
  token_expired: { fault: 'authentication', words: `the bot token has expired; ${token}` },
  account_inactive: { fault: 'authentication', words: `the app was removed; ${token}` },
  missing_scope: { fault: 'authentication', words: 'the bot token lacks a scope' },
  invalid_token: {
    fault: 'authentication',
    words: `Slack does not know this webhook's token; ${address}`,
  },
  action_prohibited: {
    fault: 'authentication',
    words: 'an admin of the workspace has restricted posting there',
  },
  no_service: { fault: 'client_error', words: `the webhook was removed or disabled; ${address}` },
  no_service_id: {
    fault: 'client_error',
    words: `the webhook's address is incomplete; ${address}`,
  },
  no_team: { fault: 'client_error', words: `the webhook's workspace is gone; ${address}` },
  team_disabled: { fault: 'client_error', words: "the webhook's workspace is disabled" },
  channel_not_found: {
    fault: 'client_error',
    words:
      'Slack finds no such channel; check its ID, and invite the app if the channel is private',
  },
  not_in_channel: {
    fault: 'client_error',
    words: 'the app is not in the channel; write /invite @app there',
  },
  channel_is_archived: {
    fault: 'client_error',
    words: 'the channel is archived; choose another or unarchive it',
  },
  is_archived: {
    fault: 'client_error',
    words: 'the channel is archived; choose another or unarchive it',
  },
  invalid_payload: { fault: 'client_error', words: 'Slack refused the form of the message' },
  invalid_blocks: { fault: 'client_error', words: 'Slack refused the form of the message' },
  ratelimited: { fault: 'rate_limited', words: 'Slack is rate limiting', retryable: true },
  rate_limited: { fault: 'rate_limited', words: 'Slack is rate limiting', retryable: true },
  service_unavailable: {
    fault: 'server_error',
    words: 'Slack is not available',
    retryable: true,
  },
  request_timeout: { fault: 'timeout', words: 'the request broke off', retryable: true },
  internal_error: {
    fault: 'server_error',
    words: 'Slack failed inside',
    retryable: true,
    maybeExecuted: true,
  },
  fatal_error: {
    fault: 'server_error',
    words: 'Slack failed inside',
    retryable: true,
    maybeExecuted: true,
  },
  rollup_error: {
    fault: 'server_error',
    words: 'Slack failed inside',
    retryable: true,
    maybeExecuted: true,
  },
}

export type SlackRefusal = {
  peer: string
  /** HTTP status */
  status: number
  /** Slack's word: `error` of a Web API reply, the body of a webhook's */
  said: string
  retryAfterMs: number | null
  /** Slack names the scope it misses */
  needed?: string | undefined
}

/** A refusal of Slack in words. The limit comes before everything else that the body may say. */
export function slackFault({
  peer,
  status,
  said,
  retryAfterMs,
  needed,
}: SlackRefusal): NetworkError {
  const word = said.trim().slice(0, 200)
  const meaning = status === 429 ? meanings['ratelimited'] : meanings[word]
  if (!meaning) {
    if (status === 200)
      return new NetworkError({
        fault: 'client_error',
        detail: `Slack refused: ${word}`,
        peer,
        retryable: false,
      })
    return statusFault(peer, status, word, retryAfterMs)
  }
  const scope = needed === undefined ? '' : ` (add ${needed} and install the app again)`
  const wait =
    retryAfterMs === null || meaning.fault !== 'rate_limited'
      ? ''
      : `; it asks to wait ${Math.ceil(retryAfterMs / 1_000)} s`
  return new NetworkError({
    fault: meaning.fault,
    detail: `${meaning.words}${scope}${wait}${status === 429 ? '' : ` (${word})`}`,
    peer,
    retryable: meaning.retryable ?? false,
    maybeExecuted: meaning.maybeExecuted ?? false,
    ...(status !== 200 && { status }),
    ...(retryAfterMs !== null && { retryAfterMs }),
  })
}

/** A setting is missing or does not fit. */
export const slackSettingFault = (detail: string) =>
  new NetworkError({ fault: 'configuration', detail, peer: 'Slack', retryable: false })
