import {
  type FakeSocket,
  FakeRefusal,
  replyTone,
  wordsOf,
} from '#lib/engines/connectors/testing/fake-websocket.ts'
import {
  pause,
  type PlotActor,
  type ToolBeat,
} from '#lib/engines/connectors/testing/fake-websocket-plot.ts'
import { AwaitedResults } from '#lib/engines/connectors/testing/fake-websocket-results.ts'

/** Responses of OpenAI's Realtime API, with their items in the documented order. */
export class OpenaiResponses implements PlotActor {
  readonly #socket: FakeSocket
  readonly results = new AwaitedResults()
  #items: object[] = []
  #number = 0
  #continue: (() => void) | null = null
  /** A response is under way: no other may be asked for. */
  active = false

  constructor(socket: FakeSocket) {
    this.#socket = socket
  }

  /** Takes a `response.create` that this plot waits for; whether it did. */
  create(): boolean {
    if (this.active)
      throw new FakeRefusal('Conversation already has an active response in progress')
    const goOn = this.#continue
    this.#continue = null
    goOn?.()
    return goOn !== null
  }

  begin(): void {
    this.active = true
    this.#items = []
    this.#socket.send({ type: 'response.created', response: { status: 'in_progress' } })
  }

  say(text: string): void {
    const item_id = this.#nextId('item')
    const kind = 'response.output_audio_transcript'
    for (const delta of wordsOf(text)) this.#socket.send({ type: `${kind}.delta`, item_id, delta })
    const delta = replyTone(24_000).toString('base64')
    this.#socket.send({ type: 'response.output_audio.delta', item_id, delta })
    this.#socket.send({ type: `${kind}.done`, item_id, transcript: text })
    this.#done({ id: item_id, type: 'message', role: 'assistant', status: 'completed' })
  }

  end(): void {
    this.active = false
    const response = { status: 'completed', output: this.#items }
    this.#socket.send({ type: 'response.done', response })
  }

  raw(message: object): void {
    if ('type' in message && message.type === 'response.created') return this.begin()
    if ('type' in message && message.type === 'response.done') this.active = false
    this.#socket.send(message)
  }

  close(code: number): void {
    this.#socket.close(code, '')
  }

  async tool(beat: ToolBeat): Promise<string> {
    return beat.side === 'client' ? this.#call(beat) : this.#mcp(beat)
  }

  /** The response ends with the call; another one begins when its result has come and the client asks for it. */
  async #call({ id, name, args }: ToolBeat): Promise<string> {
    const call = { type: 'function_call', call_id: id, name, arguments: JSON.stringify(args) }
    const item = { ...call, id: this.#nextId('item'), status: 'completed' }
    const answer = this.results.of(id)
    const goOn = new Promise<void>((resolve) => (this.#continue = resolve))
    const added = { ...item, arguments: '', status: 'in_progress' }
    this.#socket.send({ type: 'response.output_item.added', item: added })
    const more = { item_id: item.id, call_id: id, name, arguments: call.arguments }
    this.#socket.send({ type: 'response.function_call_arguments.done', ...more })
    this.#done(item)
    this.end()
    const output = await answer
    await goOn
    this.begin()
    return output
  }

  /** A tool of a remote server: nobody is asked, and the next response comes by itself. */
  async #mcp({ name, args, takesMs = 0, result = '', fails }: ToolBeat): Promise<string> {
    const call = { id: this.#nextId('mcp'), type: 'mcp_call', server_label: 'shop', name }
    this.#socket.send({ type: 'response.output_item.added', item: call })
    await pause(takesMs)
    const error = fails === true ? { type: 'http_error', code: 500, message: result } : null
    const ended = { ...call, arguments: JSON.stringify(args), error }
    this.#done({ ...ended, output: error === null ? result : null })
    this.end()
    this.begin()
    return result
  }

  #done(item: object): void {
    this.#items.push(item)
    this.#socket.send({ type: 'response.output_item.done', item })
  }

  #nextId(kind: string): string {
    this.#number += 1
    return `${kind}_plot_${this.#number}`
  }
}
