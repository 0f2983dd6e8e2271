import type { ManagedPlan, PlannedConnection } from '#lib/integrations/managed/types.ts'
import { env } from '#lib/platform/config/env.ts'
import { definedValues } from '#lib/platform/defined-values.ts'

type Settings = Pick<
  typeof env,
  | 'GITHUB_WEBHOOK_SECRET'
  | 'GITHUB_TOKEN'
  | 'GITLAB_WEBHOOK_SECRET'
  | 'JENKINS_WEBHOOK_SECRET'
  | 'SLACK_WEBHOOK_URL'
  | 'SMTP_HOST'
  | 'SMTP_PORT'
  | 'SMTP_USERNAME'
  | 'SMTP_PASSWORD'
  | 'SMTP_USE_TLS'
  | 'REPORT_EMAIL_SENDER'
  | 'REPORT_EMAIL_RECIPIENTS'
>

function connection(
  kind: string,
  name: string,
  secrets: Record<string, string | undefined>,
  config: Record<string, unknown> = {},
): PlannedConnection[] {
  const given = Object.fromEntries(
    Object.entries(secrets).flatMap(([field, value]) =>
      value === undefined ? [] : [[field, value]],
    ),
  )
  if (Object.keys(given).length === 0 && Object.keys(config).length === 0) return []
  return [{ kind, name, isEnabled: true, config, secrets: given, triggers: [] }]
}

function mail(settings: Settings): PlannedConnection[] {
  const { SMTP_HOST, SMTP_PORT, SMTP_USERNAME, REPORT_EMAIL_SENDER } = settings
  const recipients = settings.REPORT_EMAIL_RECIPIENTS
  if (!SMTP_HOST || !REPORT_EMAIL_SENDER || recipients.length === 0) return []
  const tls = !settings.SMTP_USE_TLS ? 'none' : SMTP_PORT === 465 ? 'implicit' : 'starttls'
  return connection(
    'email',
    'Mail',
    { password: settings.SMTP_PASSWORD },
    {
      host: SMTP_HOST,
      port: SMTP_PORT,
      tls,
      from: REPORT_EMAIL_SENDER,
      recipients,
      ...definedValues({ username: SMTP_USERNAME }),
    },
  )
}

/** Connections that the process's own settings stand for; they route nothing by themselves. */
export function planOfEnvironment(settings: Settings = env): ManagedPlan {
  return {
    connections: [
      ...connection('github', 'GitHub (environment)', {
        webhook_secret: settings.GITHUB_WEBHOOK_SECRET,
        token: settings.GITHUB_TOKEN,
      }),
      ...connection('gitlab', 'GitLab (environment)', {
        webhook_secret: settings.GITLAB_WEBHOOK_SECRET,
      }),
      ...connection('jenkins', 'Jenkins (environment)', {
        webhook_secret: settings.JENKINS_WEBHOOK_SECRET,
      }),
      ...connection('slack', 'Slack (environment)', { webhook_url: settings.SLACK_WEBHOOK_URL }),
      ...mail(settings),
    ],
    rules: [],
  }
}
