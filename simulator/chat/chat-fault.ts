/** A request that is refused as OpenAI refuses it: an HTTP status, and JSON that says what is wrong and where. */
export class ChatFault extends Error {
  readonly status: number
  readonly param: string | null
  readonly code: string | null

  constructor(
    status: number,
    message: string,
    param: string | null = null,
    code: string | null = null,
  ) {
    super(message)
    this.name = 'ChatFault'
    this.status = status
    this.param = param
    this.code = code
  }

  /** The body of the refusal. */
  get body() {
    const { message, param, code } = this
    return { error: { message, type: 'invalid_request_error', param, code } }
  }
}
