import { enableCompileCache } from 'node:module'

import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'

import { Client } from '#cli/client.ts'
import { analyzeRun } from '#cli/commands/analyze-run.ts'
import { calibrateEngine } from '#cli/commands/calibrate.ts'
import { exportSuite } from '#cli/commands/export-suite.ts'
import { getEvidence } from '#cli/commands/get-evidence.ts'
import { importSuiteFiles, printImport } from '#cli/commands/import-suites.ts'
import type { JudgeOptions } from '#cli/commands/judge.ts'
import { login } from '#cli/commands/login.ts'
import { replayRun } from '#cli/commands/replay-run.ts'
import { resealSecrets } from '#cli/commands/reseal-secrets.ts'
import { run, type RunOptions } from '#cli/commands/run.ts'
import { changeRun, retryRun } from '#cli/commands/runs.ts'
import {
  keyFromFile,
  keysFromServer,
  verificationLines,
  verifyEvidence,
} from '#cli/commands/verify-evidence.ts'
import { readCredentials, type CliEnvironment } from '#cli/credentials.ts'
import { CommandError, exitCodes } from '#cli/exit.ts'
import { processTerminal, type Terminal } from '#cli/terminal.ts'

import '#lib/platform/format/zod-messages.ts'

const collect = (value: string, before: string[]) => [...before, value]

function positive(value: string): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('must be a whole number from 1')
  return number
}

type Setting = {
  environment: CliEnvironment
  terminal: Terminal
  signal: AbortSignal
  finish: (exitCode: number) => void
}

function connect({ environment, terminal }: Setting): Client {
  const { url, token } = readCredentials(environment)
  if (token === null)
    throw new CommandError('Nobody is signed in: set EARSHOT_TOKEN or use `earshot login`')
  return new Client({
    url,
    token,
    onWait: (reason) => terminal.err(`waiting for ${url}: ${reason}`),
  })
}

function addRun(program: Command, setting: Setting): void {
  program
    .command('run')
    .description(
      'start a run, follow it to its end, exit 0, 1 (failures), 2 (error) or 3 (invalid)',
    )
    .option('--suite <name>', 'suite to run; may be repeated', collect, [])
    .option('--file <suite.yaml>', 'suite file to import and run; may be repeated', collect, [])
    .requiredOption('--target <name>', 'name or id of the target')
    .addOption(new Option('--mode <mode>').choices(['voice', 'text', 'twin']).default('voice'))
    .option('--language <tag>', 'only this language; may be repeated', collect, [])
    .option('--device <profile>', 'device profile; may be repeated', collect, [])
    .option('--repeat <n>', 'repetitions of each case', positive, 1)
    .option('--sequential', 'one item after the other, in their order')
    .option('--junit <file>', 'write JUnit XML')
    .option('--ctrf <file>', 'write CTRF JSON')
    .option('--html <file>', 'write a page with the results')
    .addOption(
      new Option('--fail-on <which>', 'failures that make the exit code 1')
        .choices(['any', 'new', 'never'])
        .default('any'),
    )
    .option('--dry-run', 'say what would be run')
    .option('--json', 'print run and items as JSON')
    .action(async (options: RunOptions) => {
      const { terminal, signal } = setting
      setting.finish(await run({ client: connect(setting), terminal, signal }, options))
    })
}

function addRuns(program: Command, setting: Setting): void {
  const runs = program.command('runs').description('what has been run, by id')
  const say = (line: string) => setting.terminal.out(line)
  for (const verb of ['pause', 'resume', 'cancel'] as const)
    runs
      .command(`${verb} <run>`)
      .description(
        {
          pause: 'begin nothing new of a run; calls under way go on',
          resume: 'go on with a paused run',
          cancel: 'end a run now; what was judged stays',
        }[verb],
      )
      .action(async (run: string) => say(await changeRun(connect(setting), run, verb)))
  runs
    .command('retry <run>')
    .description('run failed and invalid items of an ended run again; earlier attempts stay')
    .addOption(
      new Option('--which <which>', 'items to run again')
        .choices(['failed', 'invalid', 'all'])
        .default('all'),
    )
    .action(async (run: string, { which }: { which: 'failed' | 'invalid' | 'all' }) =>
      say(await retryRun(connect(setting), run, which)),
    )
  runs
    .command('analysis <run>')
    .description('percentiles, voice against text and worst slices of a run')
    .option('--by <parts>', 'language, device_profile, voice, case; separated by commas')
    .option('--json', 'print the whole analysis as JSON')
    .action(async (id: string, options: { by?: string; json?: true }) => {
      const lines = await analyzeRun(connect(setting), id, options)
      for (const line of lines) setting.terminal.out(line)
    })
}

function addExecutions(program: Command, setting: Setting): void {
  program
    .command('executions')
    .description('what has been executed')
    .command('replay <run>')
    .description('judge a run again and say what would change; nothing is called')
    .option(
      '--policy <file>',
      'settings of a policy, YAML or JSON; the policies in force unless given',
    )
    .option('--apply', "write the new judgements; people's decisions stay")
    .option('--json', 'print the replay and its changes as JSON')
    .action(async (run: string, options: { policy?: string; apply?: true; json?: true }) => {
      const { terminal, signal } = setting
      const done = await replayRun({ client: connect(setting), terminal, signal }, run, options)
      setting.finish(done ? exitCodes.ok : exitCodes.error)
    })
}

function addSuites(program: Command, setting: Setting): void {
  const suites = program.command('suites').description('suite files in and out')
  suites
    .command('import <files...>')
    .description('import suite files, all or none; the same import again changes nothing')
    .option('--format <format>', 'format of the files', 'yaml')
    .option('--dry-run', 'check only')
    .action(async (files: string[], options: { format: string; dryRun?: true }) => {
      const dryRun = options.dryRun ?? false
      const request = { format: options.format, dryRun }
      const result = await importSuiteFiles(connect(setting), files, request)
      printImport(setting.terminal.out, result, dryRun)
    })
  suites
    .command('export <name>')
    .description('print a suite as a file')
    .option('--format <format>', 'format of the file', 'yaml')
    .action(async (name: string, { format }: { format: string }) => {
      setting.terminal.out((await exportSuite(connect(setting), name, format)).trimEnd())
    })
}

function addJudge(program: Command, setting: Setting): void {
  program
    .command('judge <file>')
    .description('judge a file of lines without a server, one JSON object a line in and out')
    .option('--policy <file>', 'policy settings in JSON or YAML')
    .option('--out <file>', 'write the results there')
    .action(async (file: string, options: JudgeOptions) => {
      // Loaded here: its grammars would slow every other command down. Compiled once, they start in half the time.
      enableCompileCache()
      const { judgeFile } = await import('#cli/commands/judge.ts')
      setting.finish(await judgeFile(file, options, setting.terminal))
    })
}

function addLogin(program: Command, setting: Setting): void {
  program
    .command('login')
    .description('sign in at EARSHOT_URL and keep an API token')
    .option('--email <email>')
    .action(async ({ email }: { email?: string }) => {
      const { environment, terminal } = setting
      const { url } = readCredentials(environment)
      const file = await login(environment, url, email === undefined ? {} : { email })
      terminal.err(`Signed in at ${url}; the token is kept in ${file}`)
    })
}

function addSecrets(program: Command, setting: Setting): void {
  program
    .command('secrets')
    .description('stored credentials')
    .command('reseal')
    .description('encrypt every stored secret again with the current SECRETS_KEY (administrators)')
    .action(async () => setting.terminal.out(await resealSecrets(connect(setting))))
}

function addEvidence(program: Command, setting: Setting): void {
  const { terminal } = setting
  const evidence = program.command('evidence').description('signed evidence of what happened')
  evidence
    .command('get <id>')
    .description('save all evidence of an execution as a zip file')
    .requiredOption('-o, --output <file>', 'zip file to write')
    .option('--defect', 'the id is that of a defect')
    .action(async (id: string, { output, defect }: { output: string; defect?: true }) => {
      await getEvidence(connect(setting), defect ? 'defect' : 'execution', id, output)
      terminal.err(`saved as ${output}`)
    })
  evidence
    .command('verify <file>')
    .description('exit 0 when nothing was changed since a trusted key signed it, else 1')
    .option('--key <pem>', 'file with the trusted public key; works without a server')
    .addOption(
      new Option('--server', 'trust the keys of EARSHOT_URL (the default)').conflicts('key'),
    )
    .action(async (file: string, { key }: { key?: string }) => {
      const trusted =
        key === undefined ? await keysFromServer(connect(setting)) : [await keyFromFile(key)]
      const found = await verifyEvidence(file, trusted)
      terminal.out(verificationLines(file, found).join('\n'))
      setting.finish(found.faults.length === 0 ? exitCodes.ok : exitCodes.failures)
    })
}

function addCalibrate(program: Command, setting: Setting): void {
  program
    .command('calibrate')
    .description('calibrate an engine of meaning on labelled pairs; exit 1 when it failed')
    .addOption(
      new Option('--engine <engine>', 'engine that the server has been set up with')
        .choices(['embeddings', 'onnx', 'llm'])
        .makeOptionMandatory(),
    )
    .requiredOption(
      '--pairs <file.jsonl>',
      'one JSON object a line: language, expected, reply, same',
    )
    .action(async (options: { engine: string; pairs: string }) => {
      const { terminal, signal } = setting
      const done = await calibrateEngine({ client: connect(setting), terminal, signal }, options)
      setting.finish(done ? exitCodes.ok : exitCodes.failures)
    })
}

/** Runs the `earshot` command and returns its exit code. */
export async function runProgram(
  args: string[],
  environment: CliEnvironment = process.env,
  terminal: Terminal = processTerminal,
): Promise<number> {
  let exitCode: number = exitCodes.ok
  const interrupt = new AbortController()
  let interruptedAt = 0
  const onSignal = () => {
    // A terminal and the parent process may both pass one Ctrl-C on.
    if (interrupt.signal.aborted && performance.now() - interruptedAt > 300) process.exit(130)
    if (!interrupt.signal.aborted) interruptedAt = performance.now()
    interrupt.abort()
  }
  const finish = (code: number) => void (exitCode = code)
  const setting: Setting = { environment, terminal, signal: interrupt.signal, finish }
  const program = new Command('earshot')
    .description('Tests voice AI from the command line; talks to EARSHOT_URL as EARSHOT_TOKEN.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    })
  addRun(program, setting)
  addExecutions(program, setting)
  addSuites(program, setting)
  addJudge(program, setting)
  addRuns(program, setting)
  addLogin(program, setting)
  addSecrets(program, setting)
  addCalibrate(program, setting)
  addEvidence(program, setting)
  for (const command of program.commands)
    for (const part of [command, ...command.commands])
      part.exitOverride().copyInheritedSettings(program)

  process.on('SIGINT', onSignal)
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.error
    terminal.err(error instanceof Error ? error.message : String(error))
    return error instanceof CommandError ? error.exitCode : exitCodes.error
  } finally {
    process.off('SIGINT', onSignal)
  }
}
