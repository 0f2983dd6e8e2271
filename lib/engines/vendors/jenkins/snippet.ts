import { InvalidError } from '#lib/platform/errors.ts'

/** Name in the body, and the variable of Jenkins that it comes from. */
const fields = [
  ['job', 'JOB_NAME'],
  ['build_number', 'BUILD_NUMBER'],
  ['build_url', 'BUILD_URL'],
  ['result', 'EARSHOT_RESULT'],
  ['git_url', 'GIT_URL'],
  ['git_commit', 'GIT_COMMIT'],
  ['git_branch', 'GIT_BRANCH'],
  ['tag', 'TAG_NAME'],
  ['change_id', 'CHANGE_ID'],
  ['change_title', 'CHANGE_TITLE'],
  ['change_branch', 'CHANGE_BRANCH'],
  ['change_target', 'CHANGE_TARGET'],
  ['change_author', 'CHANGE_AUTHOR'],
  ['change_fork', 'CHANGE_FORK'],
] as const

function script(url: string): string {
  const lines = fields.map(([name, variable]) => `  field ${name} "\${${variable}:-}"`)
  return String.raw`#!/bin/sh
set -eu
body=$(mktemp)
trap 'rm -f "$body"' EXIT
field() {
  clean=$(printf '%s' "$2" | LC_ALL=C tr '\001-\037' ' ' | LC_ALL=C sed -e 's/\\/\\\\/g' -e 's/"/\\"/g')
  printf ',"%s":"%s"' "$1" "$clean"
}
id=$(openssl rand -hex 16)
sent_at=$(date +%s)
{
  printf '{"event":"build","delivery_id":"%s","sent_at":%s' "$id" "$sent_at"
${lines.join('\n')}
  printf '}'
} > "$body"
signature=$(openssl dgst -sha256 -hmac "$EARSHOT_SECRET" "$body" | sed 's/^.*= //')
curl --fail --silent --show-error --max-time 30 --retry 3 \
  -H 'Content-Type: application/json' \
  -H 'X-Jenkins-Event: build' \
  -H "X-Jenkins-Delivery: $id" \
  -H "X-Jenkins-Timestamp: $sent_at" \
  -H "X-Jenkins-Signature: sha256=$signature" \
  --data-binary "@$body" '${url}'`
}

/** For a text between ''' in Groovy, which reads a backslash as an escape. */
const groovy = (text: string) => text.replaceAll('\\', '\\\\')

/**
 * The part of a Jenkinsfile that tells Earshot how a build ended: it signs the very file that it posts. Needs openssl
 * and curl on the agent, and the webhook secret as the "Secret text" credential `earshot-webhook`. `url` is the
 * address of the receiver. Throws InvalidError when that is not an http(s) address.
 */
export function jenkinsSnippet({ url }: { url: string }): string {
  const address = URL.parse(url)
  if (!address || !/^https?:$/.test(address.protocol))
    throw new InvalidError('The address of the receiver must begin with https:// or http://')
  const href = address.href.replaceAll("'", '%27')
  return `// In the pipeline block of the Jenkinsfile, below the stages.
post {
  always {
    withCredentials([string(credentialsId: 'earshot-webhook', variable: 'EARSHOT_SECRET')]) {
      withEnv(["EARSHOT_RESULT=\${currentBuild.currentResult}"]) {
        sh '''${groovy(script(href))}
'''
      }
    }
  }
}
`
}
