/** What a value must be, by zod's names of types. */
export const typeWords: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  bigint: 'a whole number',
  boolean: 'true or false',
  date: 'a date',
  Date: 'a date',
  array: 'a list',
  tuple: 'a list',
  set: 'a list',
  object: 'an object',
  record: 'an object',
  map: 'an object',
  file: 'a file',
  File: 'a file',
  null: 'null',
}

/** What a text must be, by zod's names of formats. */
export const formatWords: Record<string, string> = {
  email: 'an e-mail address such as name@example.com',
  url: 'a web address such as https://example.com',
  hostname: 'a host name such as example.com',
  uuid: 'an id (a UUID)',
  guid: 'an id (a UUID)',
  datetime: 'a date and time such as 2026-01-31T09:30:00Z',
  date: 'a date such as 2026-01-31',
  time: 'a time such as 09:30:00',
  duration: 'a duration such as PT30S',
  ipv4: 'an IPv4 address such as 192.0.2.1',
  ipv6: 'an IPv6 address such as 2001:db8::1',
  cidrv4: 'an IPv4 range such as 192.0.2.0/24',
  cidrv6: 'an IPv6 range such as 2001:db8::/32',
  mac: 'a MAC address',
  base64: 'Base64 text',
  base64url: 'Base64 text for addresses (base64url)',
  json_string: 'JSON',
  e164: 'a telephone number such as +4930123456',
  jwt: 'a JSON Web Token',
  lowercase: 'in lower case',
  uppercase: 'in upper case',
  iban: 'an IBAN',
}

/** One and many of what is counted, by zod's names of what has a size. */
export const sizeWords: Record<string, readonly [one: string, many: string]> = {
  string: ['character', 'characters'],
  file: ['byte', 'bytes'],
  array: ['item', 'items'],
  set: ['item', 'items'],
  map: ['entry', 'entries'],
  record: ['entry', 'entries'],
  object: ['field', 'fields'],
}
