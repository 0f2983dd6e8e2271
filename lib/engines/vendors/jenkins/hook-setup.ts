import { jenkinsSnippet } from '#lib/engines/vendors/jenkins/snippet.ts'
import type { HookSetup } from '#lib/engines/vendors/inbound.ts'

/** A credential of the kind "Secret text" and a step of the pipeline. */
export const hookSetup = (address: string): HookSetup => ({
  where:
    'On Jenkins: Manage Jenkins, Credentials, Add credentials. Then put the snippet into the Jenkinsfile; it posts how each build ended to the address.',
  rows: [
    { label: 'Kind', is: 'text', value: 'Secret text' },
    { label: 'Secret', is: 'secret', value: 'webhook_secret' },
    { label: 'ID', is: 'text', value: 'earshot-webhook' },
    { label: 'Address (in the snippet)', is: 'address', value: address },
  ],
  events: [],
  unsigned:
    'The Notification plugin cannot sign. In the job: Job Notifications, Add endpoint, format JSON, protocol HTTP, event Job Completed or All, and this address as URL.',
  snippet: { label: 'Jenkinsfile', code: jenkinsSnippet({ url: address }) },
})
