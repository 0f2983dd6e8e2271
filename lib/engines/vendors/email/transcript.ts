import type { Exchange } from '#lib/engines/vendors/types.ts'

/** What nodemailer's logger is given of each line; passwords are replaced by the library before. */
type Line = { tnx?: unknown }

const lineLimit = 500

/** The conversation with a mail server, read from nodemailer's log; the message itself is not part of it. */
export class Transcript {
  readonly #client: string[] = []
  readonly #server: string[] = []
  #lastCommand = ''
  #dataAccepted = false

  /** As nodemailer wants it; only commands and replies (`transactionLog`) matter. */
  readonly logger = {
    level: () => undefined,
    trace: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
    fatal: () => undefined,
    debug: (line: Line, text: unknown) => this.#keep(line, text),
  }

  /** The server let us send the message: from here on it may have been taken although no answer came. */
  get dataAccepted(): boolean {
    return this.#dataAccepted
  }

  /** `EHLO`, `STARTTLS`, `AUTH`, …; empty before the first. */
  get lastCommand(): string {
    return this.#lastCommand
  }

  /** For the delivery log. */
  facts(): Pick<Exchange, 'sent' | 'received' | 'status'> {
    const code = Number(/^\d{3}/.exec(this.#server.at(-1) ?? '')?.[0] ?? Number.NaN)
    return {
      sent: this.#client.join('\n'),
      received: this.#server.join('\n'),
      status: Number.isNaN(code) ? null : code,
    }
  }

  #keep({ tnx }: Line, text: unknown): void {
    if (typeof text !== 'string') return
    if (tnx === 'client') {
      this.#client.push(text.slice(0, lineLimit))
      // What follows AUTH LOGIN is no command.
      if (/^[A-Z]{4,8}( |$)/.test(text)) this.#lastCommand = text.split(' ')[0] ?? ''
    }
    if (tnx !== 'server') return
    this.#server.push(text.slice(0, lineLimit))
    if (this.#lastCommand === 'DATA' && /^[23]/.test(text)) this.#dataAccepted = true
  }
}
