import { z } from 'zod'

const number = (min: number, max: number, fallback: number) =>
  z.coerce.number().min(min).max(max).default(fallback)
const integer = (min: number, max: number, fallback: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback)
const flag = (fallback: boolean) => z.stringbool().default(fallback)
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  )
const optional = z.string().min(1).optional()

export const developmentSecret = 'earshot-development-secret-not-for-production'

/** `secret`: never shown. `weak`: refused in production when it is the default or short. */
export type Setting = {
  group: string
  schema: z.ZodType
  doc: string
  secret?: true
  requiredInProduction?: true
}

const define = <T extends Record<string, Setting>>(settings: T) => settings

/** All settings by name; `.env.example` and `docs/configuration.md` are generated from this table. */
export const settings = define({
  ENVIRONMENT: {
    group: 'Application',
    schema: z.enum(['development', 'test', 'staging', 'production']).default('development'),
    doc: 'production refuses weak or missing secrets and never seeds the demo',
  },
  APP_NAME: {
    group: 'Application',
    schema: z.string().min(1).default('Earshot'),
    doc: 'name shown in the interface',
  },
  LOG_LEVEL: {
    group: 'Application',
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    doc: 'least severe log line written',
  },
  LOG_FORMAT: {
    group: 'Application',
    schema: z.enum(['auto', 'json', 'pretty']).default('auto'),
    doc: 'auto is pretty on a terminal and JSON elsewhere',
  },
  PROCESS_NAME: {
    group: 'Application',
    schema: z.string().default('earshot'),
    doc: 'name in log lines; set by the supervisor',
  },
  DEBUG: {
    group: 'Application',
    schema: flag(false),
    doc: 'show causes of internal errors in API answers',
  },
  TENANCY_MODE: {
    group: 'Application',
    schema: z.enum(['single_tenant', 'soft_multi_tenant']).default('single_tenant'),
    doc: 'soft_multi_tenant lets an administrator create further organizations; rows are scoped to one either way',
  },
  EARSHOT_DATA_DIR: {
    group: 'Application',
    schema: z.string().min(1).default('.data'),
    doc: 'embedded database, stored audio and the demo password live here',
  },
  EARSHOT_DEMO_PASSWORD: {
    group: 'Application',
    schema: z.string().min(8).optional(),
    doc: 'password of the demo users; random and printed when unset',
    secret: true,
  },
  PORT: {
    group: 'API server',
    schema: integer(0, 65535, 3000),
    doc: 'port of the web application',
  },
  API_HOST: {
    group: 'API server',
    schema: z.string().default('0.0.0.0'),
    doc: 'address the web application listens on',
  },
  API_TIMEOUT: {
    group: 'API server',
    schema: integer(1, 600, 30),
    doc: 'seconds until an API request is given up',
  },
  FRONTEND_URL: {
    group: 'API server',
    schema: z.url().optional(),
    doc: 'public address, used in links; http://localhost:PORT when unset',
  },
  ALLOWED_ORIGINS: {
    group: 'API server',
    schema: list,
    doc: 'comma-separated origins that browsers may call the API from (CORS)',
  },
  METRICS_ALLOWED_CIDRS: {
    group: 'API server',
    schema: z
      .string()
      .default('127.0.0.1/32,::1/128')
      .transform((text) => text.split(',').map((item) => item.trim())),
    doc: 'networks that may read /api/metrics without a token',
  },
  METRICS_TOKEN: {
    group: 'API server',
    schema: optional,
    doc: 'bearer token for /api/metrics',
    secret: true,
  },
  TRUSTED_PROXY_CIDRS: {
    group: 'API server',
    schema: list,
    doc: 'networks of reverse proxies whose X-Forwarded-For is believed',
  },
  DATABASE_URL: {
    group: 'Database',
    schema: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    doc: 'PostgreSQL 15 or later; unset starts the embedded one',
    secret: true,
  },
  READ_REPLICA_URL: {
    group: 'Database',
    schema: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    doc: 'replica for read-only pages; the primary when unset',
    secret: true,
  },
  DATABASE_POOL_SIZE: {
    group: 'Database',
    schema: integer(1, 200, 10),
    doc: 'connections of each process to PostgreSQL',
  },
  DATABASE_POOL_TIMEOUT: {
    group: 'Database',
    schema: integer(1, 300, 30),
    doc: 'seconds to wait for a connection',
  },
  DATABASE_POOL_RECYCLE: {
    group: 'Database',
    schema: integer(60, 86_400, 1_800),
    doc: 'seconds after which a connection is renewed',
  },
  DATABASE_STATEMENT_TIMEOUT: {
    group: 'Database',
    schema: integer(1, 3_600, 60),
    doc: 'seconds a statement may run',
  },
  JWT_SECRET_KEY: {
    group: 'Authentication',
    schema: z.string().min(16).default(developmentSecret),
    doc: 'signs sessions and API tokens; at least 16 characters, 32 in production',
    secret: true,
    requiredInProduction: true,
  },
  JWT_ALGORITHM: {
    group: 'Authentication',
    schema: z.enum(['HS256']).default('HS256'),
    doc: 'signature of access tokens',
  },
  ACCESS_TOKEN_EXPIRE_MINUTES: {
    group: 'Authentication',
    schema: integer(1, 1_440, 30),
    doc: 'life of an access token',
  },
  REFRESH_TOKEN_EXPIRE_DAYS: {
    group: 'Authentication',
    schema: integer(1, 365, 14),
    doc: 'life of a refresh token',
  },
  PASSWORD_HASH_ROUNDS: {
    group: 'Authentication',
    schema: integer(4, 16, 12),
    doc: 'bcrypt cost; at least 12 in production',
  },
  SECRETS_KEY: {
    group: 'Authentication',
    schema: z.string().min(16).default(developmentSecret),
    doc: 'encrypts stored credentials (AES-256-GCM); at least 32 characters in production',
    secret: true,
    requiredInProduction: true,
  },
  SECRETS_KEYS_PREVIOUS: {
    group: 'Authentication',
    schema: list,
    doc: 'comma-separated keys that SECRETS_KEY has replaced: they still open what they sealed, until `earshot secrets reseal` has sealed all of it anew',
    secret: true,
  },
  SOUNDHOUND_CLIENT_ID: {
    group: 'SoundHound',
    schema: optional,
    doc: 'Houndify client id for a target made at the first start',
    secret: true,
  },
  SOUNDHOUND_API_KEY: {
    group: 'SoundHound',
    schema: optional,
    doc: 'Houndify client key that belongs to it',
    secret: true,
  },
  SOUNDHOUND_ENDPOINT: {
    group: 'SoundHound',
    schema: z.url().default('https://api.houndify.com/v1'),
    doc: 'base address; /text and /audio are appended',
  },
  SOUNDHOUND_TIMEOUT: {
    group: 'SoundHound',
    schema: integer(1, 300, 10),
    doc: 'seconds to the first byte of a reply after the end of the input',
  },
  SOUNDHOUND_MAX_RETRIES: {
    group: 'SoundHound',
    schema: integer(0, 10, 3),
    doc: 'attempts in total at one request',
  },
  HOUNDIFY_EXTRA_HEADERS: {
    group: 'SoundHound',
    schema: z
      .string()
      .optional()
      .transform((text, context): Record<string, string> => {
        if (text === undefined || text === '') return {}
        try {
          return z.record(z.string(), z.string()).parse(JSON.parse(text))
        } catch {
          context.addIssue({ code: 'custom', message: 'must be a JSON object of strings' })
          return z.NEVER
        }
      }),
    doc: 'JSON object of headers added to every Houndify request',
  },
  OUTBOUND_ALLOWED_HOSTS: {
    group: 'Network',
    schema: list,
    doc: 'comma-separated hosts, host:port or networks (CIDR) that requests may reach although they are not on the public internet',
  },
  STORAGE_DRIVER: {
    group: 'Storage',
    schema: z.enum(['file', 's3']).default('file'),
    doc: 'where audio and artifacts are kept',
  },
  STORAGE_SPOOL_MB: {
    group: 'Storage',
    schema: integer(0, 1_000_000, 1_024),
    doc: 'what workers keep in the data directory while storage is away, until it can be uploaded',
  },
  AWS_ACCESS_KEY_ID: {
    group: 'Storage',
    schema: optional,
    doc: 'credentials for the s3 driver',
    secret: true,
  },
  AWS_SECRET_ACCESS_KEY: {
    group: 'Storage',
    schema: optional,
    doc: 'credentials for the s3 driver',
    secret: true,
  },
  AWS_REGION: {
    group: 'Storage',
    schema: z.string().default('us-east-1'),
    doc: 'region for the s3 driver',
  },
  AWS_S3_ENDPOINT: {
    group: 'Storage',
    schema: z.url().optional(),
    doc: 'address of an S3-compatible store; AWS when unset',
  },
  AWS_S3_BUCKET: {
    group: 'Storage',
    schema: z.string().default('artifacts'),
    doc: 'bucket for reports and artifacts',
  },
  AWS_S3_INPUT_BUCKET: {
    group: 'Storage',
    schema: z.string().default('input-audio'),
    doc: 'bucket for stimulus audio',
  },
  AWS_S3_OUTPUT_BUCKET: {
    group: 'Storage',
    schema: z.string().default('output-audio'),
    doc: 'bucket for reply audio',
  },
  AWS_S3_EXPIRATION_DAYS: {
    group: 'Storage',
    schema: integer(1, 3_650, 90),
    doc: 'days until stored audio may be removed',
  },
  REPORT_EMAIL_RECIPIENTS: {
    group: 'Mail',
    schema: list,
    doc: 'comma-separated addresses of scheduled reports',
  },
  REPORT_EMAIL_SENDER: { group: 'Mail', schema: z.email().optional(), doc: 'sender of mail' },
  SMTP_HOST: { group: 'Mail', schema: optional, doc: 'mail server' },
  SMTP_PORT: { group: 'Mail', schema: integer(1, 65535, 587), doc: 'port of the mail server' },
  SMTP_USERNAME: { group: 'Mail', schema: optional, doc: 'account at the mail server' },
  SMTP_PASSWORD: { group: 'Mail', schema: optional, doc: 'password of that account', secret: true },
  SMTP_USE_TLS: { group: 'Mail', schema: flag(true), doc: 'require STARTTLS' },
  SMTP_TIMEOUT: {
    group: 'Mail',
    schema: integer(1, 300, 30),
    doc: 'seconds until a mail is given up',
  },
  ENABLE_AUTO_SCALING: {
    group: 'Workers',
    schema: flag(false),
    doc: 'start and stop workers by queue depth',
  },
  MIN_WORKERS: {
    group: 'Workers',
    schema: integer(1, 64, 1),
    doc: 'worker processes that always run',
  },
  MAX_WORKERS: { group: 'Workers', schema: integer(1, 256, 4), doc: 'worker processes at most' },
  WORKER_GRACE_SECONDS: {
    group: 'Workers',
    schema: integer(1, 600, 25),
    doc: 'seconds that a worker asked to stop gives its calls under way; what is left is handed back',
  },
  TARGET_TASKS_PER_WORKER: {
    group: 'Workers',
    schema: integer(1, 100_000, 50),
    doc: 'queued items that justify one worker',
  },
  SCALE_DOWN_THRESHOLD: {
    group: 'Workers',
    schema: number(0, 1, 0.5),
    doc: 'share of the target load below which a worker is stopped',
  },
  SCALING_COOLDOWN_SECONDS: {
    group: 'Workers',
    schema: integer(1, 3_600, 60),
    doc: 'time between two changes of scale',
  },
  SCALING_QUEUE_NAME: {
    group: 'Workers',
    schema: z.string().default('execution.execute'),
    doc: 'queue whose depth is watched',
  },
  ENABLE_AUTO_REGRESSION: {
    group: 'Regression',
    schema: flag(false),
    doc: 'start regression suites on CI events',
  },
  REGRESSION_SUITE_IDS: {
    group: 'Regression',
    schema: list,
    doc: 'comma-separated suite ids started on CI events',
  },
  EXECUTION_CPU_LIMIT_PERCENT: {
    group: 'Execution',
    schema: integer(1, 100, 85),
    doc: 'share of all cores above which a worker and its children take no new executions, until they are a tenth below',
  },
  EXECUTION_MEMORY_LIMIT_MB: {
    group: 'Execution',
    schema: integer(128, 1_048_576, 2_048),
    doc: 'resident memory in MB above which a worker and its children take no new executions, until they are a tenth below',
  },
  TEST_EXECUTION_TIMEOUT: {
    group: 'Execution',
    schema: integer(1, 3_600, 300),
    doc: 'seconds an execution may take in all',
  },
  TARGET_OUTAGE_PATIENCE: {
    group: 'Execution',
    schema: integer(1, 86_400, 900),
    doc: 'seconds for which items wait for a target that answers nobody; then they end as invalid',
  },
  MAX_CONCURRENT_TESTS: {
    group: 'Execution',
    schema: integer(1, 100_000, 10),
    doc: 'executions at once in one organization, over all workers',
  },
  WORKER_CONCURRENCY: {
    group: 'Execution',
    schema: integer(1, 10_000, 500),
    doc: 'executions at once in one worker process',
  },
  MAX_ITEM_RETRIES: {
    group: 'Execution',
    schema: integer(0, 1_000, 10),
    doc: 'how often people may have one item of a run tried again',
  },
  TEST_RESULT_RETENTION_DAYS: {
    group: 'Execution',
    schema: integer(1, 3_650, 90),
    doc: 'days until results are removed',
  },
  VOICE_PACE: {
    group: 'Execution',
    schema: number(0, 100, 1),
    doc: '1 speaks in real time, 4 four times faster, 0 as fast as possible',
  },
  TTS_ENGINE: {
    group: 'Speech',
    schema: z.enum(['embedded', 'openai', 'polly', 'piper']).default('embedded'),
    doc: 'speaks the stimuli whose voice names no engine; openai is any compatible /v1/audio/speech (docs/speech.md)',
  },
  TTS_REVISION: {
    group: 'Speech',
    schema: integer(1, 1_000_000, 1),
    doc: 'raise it when a remote engine sounds different under the same name: its stimuli are then made anew',
  },
  TTS_OPENAI_URL: {
    group: 'Speech',
    schema: z.url().default('https://api.openai.com/v1'),
    doc: 'base address of the openai engine',
  },
  TTS_OPENAI_API_KEY: {
    group: 'Speech',
    schema: optional,
    doc: 'key of the openai engine',
    secret: true,
  },
  TTS_OPENAI_MODEL: {
    group: 'Speech',
    schema: z.string().default('gpt-4o-mini-tts'),
    doc: 'model of the openai engine',
  },
  TTS_OPENAI_VOICES: {
    group: 'Speech',
    schema: z
      .string()
      .default('alloy')
      .transform((text) => text.split(',').map((item) => item.trim())),
    doc: 'voices of the openai engine, the first is the default',
  },
  TTS_POLLY_REGION: {
    group: 'Speech',
    schema: optional,
    doc: 'region of Amazon Polly; setting it offers the voices of polly beside those of TTS_ENGINE, with the AWS credentials of the group Storage',
  },
  TTS_POLLY_ENGINE: {
    group: 'Speech',
    schema: z.enum(['standard', 'neural', 'long-form', 'generative']).default('neural'),
    doc: 'kind of voices that polly speaks with',
  },
  TTS_POLLY_ENDPOINT: {
    group: 'Speech',
    schema: z.url({ protocol: /^https?$/ }).optional(),
    doc: 'address of polly when it is not the public one of the region, such as a VPC endpoint',
  },
  TTS_PIPER_URL: {
    group: 'Speech',
    schema: z.url({ protocol: /^https?$/ }).optional(),
    doc: 'address of a Piper HTTP server; setting it offers its voices beside those of TTS_ENGINE',
  },
  ASR_OPENAI_URL: {
    group: 'Speech',
    schema: z.url({ protocol: /^https?$/ }).optional(),
    doc: 'base address of an OpenAI-compatible /v1/audio/transcriptions that checks stimuli and writes down replies without a text; unset listens to nothing',
  },
  ASR_OPENAI_API_KEY: {
    group: 'Speech',
    schema: optional,
    doc: 'key of that server',
    secret: true,
  },
  ASR_OPENAI_MODEL: {
    group: 'Speech',
    schema: z.string().min(1).default('whisper-1'),
    doc: 'model that listens',
  },
  ASR_CHECK_MAX_WER: {
    group: 'Speech',
    schema: number(0, 10, 0.2),
    doc: 'error rate from which a stimulus counts as wrongly spoken and its execution as invalid',
  },
  TTS_THREADS: {
    group: 'Speech',
    schema: integer(1, 32, 1),
    doc: 'threads of a worker that speak, and as many that apply device profiles',
  },
  VALIDATION_ACCURACY_THRESHOLD: {
    group: 'Validation',
    schema: number(0.5, 1, 0.997),
    doc: 'share of automatic decisions that must be right',
  },
  VALIDATION_AUDIT_SHARE: {
    group: 'Validation',
    schema: number(0, 1, 0.02),
    doc: 'share of the automatic verdicts that people check blindly, where no validation policy says otherwise',
  },
  SIMILARITY_THRESHOLD: {
    group: 'Validation',
    schema: number(0, 1, 0.85),
    doc: 'similarity from which a reply counts as the expected one',
  },
  ENABLE_HUMAN_VALIDATION: {
    group: 'Validation',
    schema: flag(true),
    doc: 'send doubtful results to people; off decides by score alone',
  },
  EMBEDDINGS_URL: {
    group: 'Validation',
    schema: z.url({ protocol: /^https?$/ }).optional(),
    doc: 'base address of an OpenAI-compatible /v1/embeddings that compares what replies mean; it decides nothing until it is calibrated',
  },
  EMBEDDINGS_API_KEY: {
    group: 'Validation',
    schema: optional,
    doc: 'key of that server',
    secret: true,
  },
  EMBEDDINGS_MODEL: {
    group: 'Validation',
    schema: z.string().min(1).default('text-embedding-3-large'),
    doc: 'model that embeds',
  },
  ONNX_MODEL_DIR: {
    group: 'Validation',
    schema: optional,
    doc: 'folder with model.onnx and tokenizer.json of a sentence embedding model; needs the packages onnxruntime-node and @huggingface/tokenizers',
  },
  LLM_JUDGE_URL: {
    group: 'Validation',
    schema: z.url({ protocol: /^https?$/ }).optional(),
    doc: 'base address of an OpenAI-compatible /v1/chat/completions that judges what replies mean; it decides nothing until it is calibrated',
  },
  LLM_JUDGE_API_KEY: {
    group: 'Validation',
    schema: optional,
    doc: 'key of that server',
    secret: true,
  },
  LLM_JUDGE_MODEL: {
    group: 'Validation',
    schema: z.string().min(1).default('gpt-4.1'),
    doc: 'model that judges',
  },
  LLM_JUDGE_VOTES: {
    group: 'Validation',
    schema: integer(1, 25, 5),
    doc: 'how often it is asked about one reply; its score is the balance of the votes',
  },
  GITHUB_WEBHOOK_SECRET: {
    group: 'Webhooks',
    schema: optional,
    doc: 'verifies GitHub deliveries',
    secret: true,
  },
  GITLAB_WEBHOOK_SECRET: {
    group: 'Webhooks',
    schema: optional,
    doc: 'verifies GitLab deliveries',
    secret: true,
  },
  JENKINS_WEBHOOK_SECRET: {
    group: 'Webhooks',
    schema: optional,
    doc: 'verifies Jenkins deliveries',
    secret: true,
  },
  WEBHOOK_PORT: {
    group: 'Webhooks',
    schema: z.coerce.number().int().min(0).max(65_535).optional(),
    doc: 'port of a second door for deliveries beside the workers, for bursts; the web application always has one',
  },
  WEBHOOK_ADDRESS_LIMIT: {
    group: 'Webhooks',
    schema: integer(1, 10_000_000, 60_000),
    doc: 'deliveries a minute that one address may send to a process, verified or not',
  },
  WEBHOOK_CONNECTION_LIMIT: {
    group: 'Webhooks',
    schema: integer(1, 10_000_000, 30_000),
    doc: 'verified deliveries a minute of one connection, over all processes',
  },
  WEBHOOK_BODY_RETENTION_DAYS: {
    group: 'Webhooks',
    schema: integer(1, 3_650, 30),
    doc: 'days until the stored body of a delivery is removed; what was decided about it stays',
  },
  INTEGRATIONS_FILE: {
    group: 'Integrations',
    schema: optional,
    doc: 'JSON file of connections and routing (examples/integrations.demo.json); read at start and whenever it changes, and it wins over the application',
  },
  SLACK_WEBHOOK_URL: {
    group: 'Integrations',
    schema: z.url().optional(),
    doc: 'Slack incoming webhook',
    secret: true,
  },
  JIRA_EMAIL: { group: 'Integrations', schema: z.email().optional(), doc: 'Jira account' },
  JIRA_API_TOKEN: { group: 'Integrations', schema: optional, doc: 'Jira API token', secret: true },
  GITHUB_TOKEN: { group: 'Integrations', schema: optional, doc: 'GitHub API token', secret: true },
  DEFECT_PASSES_TO_CLOSE: {
    group: 'Integrations',
    schema: integer(1, 100, 2),
    doc: 'clean runs in a row after which a defect counts as resolved',
  },
  COMMIT_STATUS_TIMEOUT_MINUTES: {
    group: 'Integrations',
    schema: integer(1, 10_080, 360),
    doc: 'a commit status that is still pending after this time is ended as an error',
  },
  SIMULATOR_PORT: {
    group: 'Simulator',
    schema: integer(0, 65535, 0),
    doc: 'port of the demo voice AI; 0 picks a free one',
  },
  SIMULATOR_CLIENT_ID: {
    group: 'Simulator',
    schema: z.string().default('ZWFyc2hvdC1kZW1vLWNsaWVudA=='),
    doc: 'client id that the demo voice AI accepts',
  },
  SIMULATOR_CLIENT_KEY: {
    group: 'Simulator',
    schema: z
      .string()
      .default(
        'ZWFyc2hvdC1kZW1vLWNsaWVudC1rZXktZm9yLXRoZS1zaW11bGF0b3Itb25seS0tbm90LXNlY3JldC0tLQ==',
      ),
    doc: 'key that belongs to it; guards a demo only',
  },
  SIMULATOR_LATENCY_MS: {
    group: 'Simulator',
    schema: integer(0, 60_000, 0),
    doc: 'delay added to every answer',
  },
  SIMULATOR_LOG: {
    group: 'Simulator',
    schema: optional,
    doc: 'file to which each request received is appended as a JSON line',
  },
  SIMULATOR_FAULT: {
    group: 'Simulator',
    schema: optional,
    doc: 'fault of every request that brings none of its own, as in docs/simulator.md',
  },
  SIMULATOR_EARS: {
    group: 'Simulator',
    schema: z.enum(['robust', 'fragile']).default('robust'),
    doc: 'robust adapts to background noise, fragile does not',
  },
  SIMULATOR_WEAK_SPOTS: {
    group: 'Simulator',
    schema: flag(true),
    doc: 'the demo voice AI makes its documented mistakes',
  },
  SIMULATOR_CLOCK_SKEW: {
    group: 'Simulator',
    schema: integer(0, 1_000_000_000, 900),
    doc: 'seconds that the time stamp of a request may be off; 0 accepts any',
  },
  NEXTAUTH_URL: {
    group: 'Authentication',
    schema: z.url().optional(),
    doc: 'address of the sign-in pages; FRONTEND_URL when unset',
  },
  NODE_ENV: {
    group: 'Application',
    schema: z.string().default('development'),
    doc: 'set by Next.js; leave it alone',
  },
  CI: {
    group: 'Application',
    schema: flag(false),
    doc: 'set by CI systems; plain output, no colours',
  },
  CHROMIUM_PATH: {
    group: 'Development',
    schema: optional,
    doc: 'browser for the journeys of `npm test`; looked for, else installed, when unset',
  },
  EARSHOT_URL: {
    group: 'Command line',
    schema: z.url().default('http://localhost:3000'),
    doc: 'server that the earshot command talks to',
  },
  EARSHOT_TOKEN: {
    group: 'Command line',
    schema: optional,
    doc: 'API or access token of the earshot command',
    secret: true,
  },
})

/** Settings of the replaced system that no longer exist, and what took their place. */
export const replaced: Record<string, string> = {
  'REDIS_URL, REDIS_HOST, REDIS_PORT, REDIS_PASSWORD, REDIS_DB, REDIS_POOL_SIZE, CACHE_TTL':
    'nothing to set: queues, locks and live updates use PostgreSQL (pg-boss, LISTEN/NOTIFY), stimulus audio is cached in storage',
  'RABBITMQ_URL, RABBITMQ_USER, RABBITMQ_PASSWORD, CELERY_BROKER_URL, CELERY_RESULT_BACKEND':
    'DATABASE_URL: jobs live in the same PostgreSQL as their results, so both commit together',
  'DATABASE_HOST, DATABASE_PORT, DATABASE_USER, DATABASE_PASSWORD': 'DATABASE_URL',
  API_PORT: 'PORT: pages and API are one process',
}
