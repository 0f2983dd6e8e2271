import type { StartConversationRequestEventStream as Outgoing } from '@aws-sdk/client-lex-runtime-v2'

import { lexClient, lexSdk } from '#lib/engines/connectors/lex-v2/client.ts'
import type { ConversationTransport } from '#lib/engines/connectors/lex-v2/conversation/transport.ts'
import { lexFault } from '#lib/engines/connectors/lex-v2/faults.ts'
import type { LexConfig, LexSecrets } from '#lib/engines/connectors/lex-v2/settings.ts'
import { protocolFault } from '#lib/engines/connectors/reply-fault.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

type Conversation = {
  config: LexConfig
  secrets: LexSecrets
  /** `host:port` */
  peer: string
  mask: (text: string) => string
  mode: 'AUDIO' | 'TEXT'
  localeId: string
  sessionId: string
  transport: ConversationTransport
  outgoing: AsyncIterable<Outgoing>
  onEvent: (event: Readonly<Record<string, unknown>>) => void
}

/** What is neither a fault of the connection nor an exception of Lex: the SDK could not read an event. */
function unreadable(error: unknown, { transport, peer, mask }: Conversation): NetworkError {
  if (error instanceof Error && 'code' in error) return transport.faultOf(error)
  const said = error instanceof Error ? error.message : String(error)
  return protocolFault(peer, `an event of the answer cannot be read: ${mask(said)}`)
}

/** Holds a conversation until one side ends it; resolves with why nothing follows. Never rejects. */
export async function converse(conversation: Conversation): Promise<NetworkError> {
  const { config, secrets, transport, outgoing, peer, mask, onEvent } = conversation
  const { mode: conversationMode, localeId, sessionId } = conversation
  try {
    const client = await lexClient(config, secrets, transport)
    const { StartConversationCommand } = await lexSdk()
    const { bot_id: botId, bot_alias_id: botAliasId } = config
    const command = new StartConversationCommand({
      ...{ botId, botAliasId, localeId, sessionId, conversationMode },
      requestEventStream: outgoing,
    })
    const { responseEventStream } = await client.send(command)
    for await (const event of responseEventStream ?? []) onEvent({ ...event })
    const facts = { fault: 'reset', detail: 'Lex ended the conversation' } as const
    return new NetworkError({ ...facts, peer, retryable: true, maybeExecuted: true })
  } catch (error) {
    const fault = lexFault(error, peer, mask)
    return fault instanceof NetworkError ? fault : unreadable(fault, conversation)
  }
}
