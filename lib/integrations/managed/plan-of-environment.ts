import type { ManagedPlan, PlannedConnection } from '#lib/integrations/managed/types.ts'
import type { Environment } from '#lib/platform/config/parse.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { definedValues } from '#lib/platform/defined-values.ts'

type Settings = Pick<
  Environment,
  | 'GITHUB_WEBHOOK_SECRET'
  | 'GITHUB_TOKEN'
  | 'GITLAB_WEBHOOK_SECRET'
  | 'BITBUCKET_WEBHOOK_SECRET'
  | 'AZURE_DEVOPS_WEBHOOK_SECRET'
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

function mail(given: Settings): PlannedConnection[] {
  const { SMTP_HOST, SMTP_PORT, SMTP_USERNAME, REPORT_EMAIL_SENDER } = given
  const recipients = given.REPORT_EMAIL_RECIPIENTS
  if (!SMTP_HOST || !REPORT_EMAIL_SENDER || recipients.length === 0) return []
  const tls = !given.SMTP_USE_TLS ? 'none' : SMTP_PORT === 465 ? 'implicit' : 'starttls'
  return connection(
    'email',
    'Mail',
    { password: given.SMTP_PASSWORD },
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
export function planOfEnvironment(given: Settings = settings()): ManagedPlan {
  return {
    connections: [
      ...connection('github', 'GitHub (environment)', {
        webhook_secret: given.GITHUB_WEBHOOK_SECRET,
        token: given.GITHUB_TOKEN,
      }),
      ...connection('gitlab', 'GitLab (environment)', {
        webhook_secret: given.GITLAB_WEBHOOK_SECRET,
      }),
      ...connection('bitbucket', 'Bitbucket (environment)', {
        webhook_secret: given.BITBUCKET_WEBHOOK_SECRET,
      }),
      ...connection('azure_devops', 'Azure DevOps (environment)', {
        webhook_secret: given.AZURE_DEVOPS_WEBHOOK_SECRET,
      }),
      ...connection('jenkins', 'Jenkins (environment)', {
        webhook_secret: given.JENKINS_WEBHOOK_SECRET,
      }),
      ...connection('slack', 'Slack (environment)', { webhook_url: given.SLACK_WEBHOOK_URL }),
      ...mail(given),
    ],
    rules: [],
  }
}
