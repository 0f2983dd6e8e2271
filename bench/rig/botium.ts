// Cases a second of botium-core against the echo, as its documentation runs them: ten containers at once, the connector
// SIMPLEREST, a conversation of one turn each. Arguments: folder of the installation, address of the echo, cases.
import { createRequire } from 'node:module'
import { join } from 'node:path'

const [folder = '', echoUrl = '', cases = '0'] = process.argv.slice(2)

type Container = {
  Start(): Promise<void>
  Stop(): Promise<void>
  Clean(): Promise<void>
}
type Conversation = { Run(container: Container): Promise<void> }
type Compiler = { Compile(text: string, format: string, kind: string): Conversation[] }
type Driver = { BuildCompiler(): Compiler; Build(): Promise<Container> }

const { BotDriver } = createRequire(join(folder, 'package.json'))('botium-core') as {
  BotDriver: new (capabilities: object) => Driver
}
const capabilities = {
  PROJECTNAME: 'earshot-bench',
  CONTAINERMODE: 'simplerest',
  SIMPLEREST_URL: echoUrl,
  SIMPLEREST_METHOD: 'POST',
  SIMPLEREST_BODY_TEMPLATE: '{"text":"{{msg.messageText}}"}',
  SIMPLEREST_HEADERS_TEMPLATE: '{"content-type":"application/json"}',
  SIMPLEREST_RESPONSE_JSONPATH: '$.text',
  WAITFORBOTTIMEOUT: 5_000,
}

function conversation(said: string, answer: string): Conversation[] {
  const script = `case ${said}\n\n#me\n${said}\n\n#bot\n${answer}\n`
  const compiler = new BotDriver(capabilities).BuildCompiler()
  return compiler.Compile(script, 'SCRIPTING_FORMAT_TXT', 'SCRIPTING_TYPE_CONVO')
}

/** Runs all in ten containers; returns how many passed. */
async function run(conversations: readonly Conversation[]): Promise<number> {
  let next = 0
  let passed = 0
  const lane = async () => {
    const container = await new BotDriver(capabilities).Build()
    for (;;) {
      const one = conversations[next++]
      if (!one) break
      await container.Start()
      await one.Run(container).then(
        () => passed++,
        () => undefined,
      )
      await container.Stop()
    }
    await container.Clean()
  }
  await Promise.all(Array.from({ length: 10 }, lane))
  return passed
}

const numbered = (count: number) =>
  Array.from({ length: count }, (_, i) => conversation(`hello ${i}`, `You said: hello ${i}`)).flat()

await run(numbered(200))
const conversations = numbered(Number(cases))
const startedAt = performance.now()
const passed = await run(conversations)
const seconds = (performance.now() - startedAt) / 1_000
const controlFailed = (await run(conversation('hello 0', 'You said: goodbye 0'))) === 0
process.send?.({ seconds, passed, controlFailed, stored: null }, () => process.exit(0))
