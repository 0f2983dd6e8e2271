import { fulfils, textAt, valueAt, valuesAt } from '#lib/engines/connectors/json-path.ts'
import { toJson } from '#lib/engines/connectors/lossless-json.ts'
import type { TemplateValues } from '#lib/engines/connectors/template.ts'
import {
  answerCall,
  parseToolValue,
  ToolLog,
  type ToolOutcome,
  toolText,
} from '#lib/engines/connectors/tool-log.ts'
import type {
  AnswerTool,
  Json,
  ToolAnswer,
  ToolCall,
  TurnEvent,
} from '#lib/engines/connectors/types.ts'
import type { Connection } from '#lib/engines/connectors/websocket/connection.ts'
import type { Rule } from '#lib/engines/connectors/websocket/rules.ts'
import type { WebsocketSettings } from '#lib/engines/connectors/websocket/settings.ts'

export type ToolContext = {
  settings: WebsocketSettings
  connection: Connection
  values: TemplateValues
  emit: (event: TurnEvent) => void
  answerTool: AnswerTool | undefined
  /** `performance.now()` when the turn began */
  turnStartedAt: number
}

type Hooks = {
  /** a call is awaited */
  asked: () => void
  /** the last call that was awaited has its result */
  ended: () => void
  /** the turn cannot go on */
  failed: (error: unknown) => void
  /** the turn may take so many ms more, or less: waiting for tools is not counted */
  moreTime: (ms: number) => void
}

/** What the templates of `tool_answer` may name as `{{tool.…}}`. */
function answerValues({ id, name, ...call }: ToolCall, answer: ToolAnswer): Json {
  const failed = 'error' in answer
  const result = failed ? { error: answer.error } : toJson(answer.result)
  const isObject = result !== null && typeof result === 'object' && !Array.isArray(result)
  return {
    ...{ id, name, failed, arguments: toJson(call.arguments) },
    text: failed ? answer.error : toolText(result),
    output: toolText(result),
    response: isObject ? result : { result },
  }
}

/** The tools that a voice AI calls in one turn: what it tells of them, and those that we run. */
export class TurnTools {
  readonly #context: ToolContext
  readonly #hooks: Hooks
  readonly #log: ToolLog
  /** calls whose end is awaited, with the `performance.now()` until when */
  readonly #open = new Map<ToolCall, number>()
  /** When the turn began to wait for a tool; null while it does not. */
  #heldAt: number | null = null
  /** Results have left, and the voice AI must be asked to go on with them. */
  owesContinue = false

  constructor(context: ToolContext, hooks: Hooks) {
    this.#context = context
    this.#hooks = hooks
    this.#log = new ToolLog(context.turnStartedAt, context.emit)
  }

  /** Whether a call is awaited: the turn goes on. */
  get open(): boolean {
    return this.#open.size > 0
  }

  /** Names of the tools that are awaited, for messages. */
  get awaited(): string {
    return [...this.#open.keys()].map(({ name }) => `"${name}"`).join(', ')
  }

  /** Whether one of them is ours to run. */
  get awaitsUs(): boolean {
    return [...this.#open.keys()].some(({ executedBy }) => executedBy === 'earshot')
  }

  /** ms that a call may still take. */
  leftMs(): number {
    return Math.max(1, Math.max(0, ...this.#open.values()) - performance.now())
  }

  /** The calls so far; copies. */
  list(): ToolCall[] {
    return this.#log.list()
  }

  /** Takes what a rule makes of a message. */
  take(rule: Rule, message: Json, at: number): void {
    for (const item of rule.each === undefined ? [message] : valuesAt(message, rule.each)) {
      if (rule.event === 'tool_call' || rule.event === 'client_tool_call')
        this.#request(rule, item, at)
      else if (rule.event === 'tool_result') this.#end(rule, item, at)
      else if (rule.event === 'tool_cancelled') this.#callOff(rule, item, at)
    }
  }

  /** Nothing more is awaited. */
  giveUp(): void {
    this.#open.clear()
  }

  /** Asks the voice AI to go on with the results. */
  async continue(): Promise<void> {
    const { connection, settings, values } = this.#context
    this.owesContinue = false
    await connection.send(settings.tool_continue, values)
  }

  #request(rule: Rule, item: Json, at: number): void {
    const told = textAt(item, rule.call_id)
    const id = told ?? `call-${this.#log.list().length + 1}`
    const name = textAt(item, rule.value) ?? ''
    const given = valueAt(item, rule.data)
    const ours = rule.event === 'client_tool_call' && rule.waits !== false
    const isNew = this.#log.find(id)?.executedBy !== 'earshot'
    const executedBy = ours ? 'earshot' : 'voice_ai'
    const what = given === undefined ? {} : { arguments: parseToolValue(given) }
    const call = this.#log.request({ id, name, executedBy, ...what }, at)
    if (rule.waits === false || call.endedMs !== null) return
    if (!this.#open.has(call)) this.#hold(call, at)
    if (ours && isNew) void this.#answer(call)
  }

  #end(rule: Rule, item: Json, at: number): void {
    const call = this.#meant(rule, item, at)
    if (!call) return
    const isNews = call.endedMs === null
    this.#log.end(call, outcomeOf(rule, item), at)
    if (isNews) this.#release(call)
  }

  #callOff(rule: Rule, item: Json, at: number): void {
    const id = typeof item === 'string' ? item : textAt(item, rule.call_id)
    const call = id === null ? undefined : this.#log.find(id)
    if (!call || call.endedMs !== null) return
    this.#log.end(call, { error: 'the voice AI called it off' }, at)
    this.#release(call)
  }

  /** The call that a result belongs to: by its id, else the first of its name that is awaited. */
  #meant(rule: Rule, item: Json, at: number): ToolCall | null {
    const id = textAt(item, rule.call_id)
    const name = textAt(item, rule.value)
    const byId = id === null ? undefined : this.#log.find(id)
    if (byId) return byId
    const awaited = [...this.#open.keys()].filter(({ executedBy }) => executedBy === 'voice_ai')
    const byName = id === null ? awaited.find((call) => name === null || call.name === name) : null
    if (byName) return byName
    if (id === null && name === null) return null
    // Some tell only the end of a call.
    const own = id ?? `call-${this.#log.list().length + 1}`
    return this.#log.request({ id: own, name: name ?? '', executedBy: 'voice_ai' }, at)
  }

  #hold(call: ToolCall, at: number): void {
    const waitMs = this.#context.settings.tool_wait_s * 1_000
    this.#open.set(call, at + waitMs)
    this.#hooks.asked()
    if (this.#heldAt !== null) return
    this.#heldAt = performance.now()
    this.#hooks.moreTime(waitMs)
  }

  #release(call: ToolCall): void {
    this.#open.delete(call)
    if (this.open) return
    const waitMs = this.#context.settings.tool_wait_s * 1_000
    if (this.#heldAt !== null)
      this.#hooks.moreTime(Math.min(0, performance.now() - this.#heldAt - waitMs))
    this.#heldAt = null
    this.#hooks.ended()
  }

  async #answer(call: ToolCall): Promise<void> {
    const { connection, settings, values, answerTool } = this.#context
    try {
      const answer = await answerCall(this.#log, call, { answerTool, peer: connection.peer })
      if (answer === null || !this.#open.has(call)) return
      await connection.send(settings.tool_answer, { ...values, tool: answerValues(call, answer) })
      this.owesContinue ||= settings.tool_continue.length > 0
      this.#release(call)
    } catch (error) {
      this.#hooks.failed(error)
    }
  }
}

function outcomeOf(rule: Rule, item: Json): ToolOutcome {
  const told = valueAt(item, rule.data)
  if (rule.failed !== undefined && fulfils(item, rule.failed)) {
    const error = told === undefined || told === null ? 'the tool failed' : toolText(told)
    return { error }
  }
  if (told !== undefined) return { result: parseToolValue(told) }
  return rule.failed === undefined ? { untold: true } : { result: undefined }
}
