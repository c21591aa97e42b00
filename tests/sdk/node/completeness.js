// Fails when a method of the SDK, or an argument of one, is neither driven by a test nor listed here.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import DescopeClient from '@descope/node-sdk'
import { calls } from './support.js'

const METHODS = {
  'jwt.generateClientAssertionJwt': "client assertions are no part of the contract's operations",
}
// The API refuses these calls without an email or a phone, which the SDK calls optional.
const MORE_THAN_LEAST = ['create', 'createTestUser']
const FIELDS = {
  'signUp.verifiedEmail': 'inherited by the type; the API takes emailVerified beside the user instead',
  'signUp.verifiedPhone': 'inherited by the type; the API takes phoneVerified beside the user instead',
  'signUp.ssoAppIds': 'inherited by the type; the API takes ssoAppId beside the user instead',
}

const entry = createRequire(import.meta.url).resolve('@descope/node-sdk')
const types = await readFile(join(dirname(entry), '..', 'index.d.ts'), 'utf8')
const { management } = DescopeClient({ projectId: 'P'.padEnd(28, '0') })

/** What stands between the bracket at this place and its partner. */
function inside(text, start) {
  const partner = { '(': ')', '{': '}' }[text[start]]
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === text[start]) depth += 1
    if (text[at] === partner && --depth === 0) return text.slice(start + 1, at)
  }
  throw new Error('unbalanced types')
}

/** The parts between separators that stand in no brackets. */
function split(text, separator) {
  const parts = ['']
  let depth = 0
  for (const letter of text) {
    if ('({[<'.includes(letter)) depth += 1
    if (')}]'.includes(letter) || (letter === '>' && !parts.at(-1).endsWith('='))) depth -= 1
    if (depth === 0 && letter === separator) parts.push('')
    else parts[parts.length - 1] += letter
  }
  return parts.map((part) => part.trim()).filter(Boolean)
}

/** Names of the fields of an object type that is declared by name. */
function fieldsOf(name) {
  const found = new RegExp(`(?:interface|declare type) ${name}\\b[^{;]*`).exec(types)
  return split(inside(types, found.index + found[0].length), ';').map((field) => /^(?:\/\*.*?\*\/\s*)?(\w+)/s.exec(field)[1])
}

/** Every way to call the methods of `management.user` or `management.jwt`, as the SDK's types say. */
function signatures(kind) {
  const start = types.indexOf(`${kind}: {\n`, types.indexOf('        management: {'))
  const members = split(inside(types, types.indexOf('{', start)), ';')
  return new Map(
    members.map((member) => {
      const [, name, rest] = /^(?:\/\*.*?\*\/\s*)?(\w+): ([^]*)$/s.exec(member)
      const ways = rest.startsWith('{') ? split(inside(rest, 0), ';') : [rest]
      return [name, ways.map((way) => split(inside(way, way.indexOf('(')), ','))]
    }),
  )
}

const count = (given) => given.findLastIndex((value) => value !== undefined) + 1

describe('completeness', () => {
  for (const kind of ['user', 'jwt']) {
    it(`drives every method of management.${kind} with the least and with everything`, () => {
      const ways = signatures(kind)
      assert.deepEqual([...ways.keys()].sort(), Object.keys(management[kind]).sort(), 'the types describe the object')
      const problems = []
      for (const [name, alternatives] of ways) {
        if (METHODS[`${kind}.${name}`]) continue
        const seen = (calls[kind][name] ?? []).map(count)
        const optional = (parameter) => /^\w+\?:/.test(parameter)
        const least = Math.min(...alternatives.map((way) => way.filter((each) => !optional(each)).length))
        if (!seen.includes(least + (MORE_THAN_LEAST.includes(name) ? 1 : 0))) problems.push(`${name} with the least`)
        for (const way of alternatives) {
          if (!seen.includes(way.length)) problems.push(`${name} with ${way.length} arguments`)
        }
      }
      assert.deepEqual(problems, [])
    })
  }

  const OPTIONS = [
    ['user', ['create', 'createTestUser', 'invite', 'update'], 1, fieldsOf('UserOptions')],
    ['user', ['invite'], 1, ['inviteUrl', 'sendMail', 'sendSMS', 'templateOptions', 'templateId', 'locale']],
    ['user', ['patch'], 1, fieldsOf('PatchUserOptions')],
    ['user', ['getProviderToken'], 2, fieldsOf('ProviderTokenOptions')],
    ['jwt', ['signUp', 'signUpOrIn'], 2, fieldsOf('MgmtSignUpOptions')],
    ['jwt', ['signUp'], 1, [...fieldsOf('UserOptions').filter((name) => /Name$|email|phone|verified|sso/.test(name)), 'name']],
  ]
  for (const [kind, methods, place, fields] of OPTIONS) {
    it(`gives all of ${fields}`, () => {
      for (const method of methods) {
        const given = new Set(calls[kind][method].flatMap((call) => Object.keys(Object(call[place]))))
        const left = fields.filter((field) => !given.has(field) && !FIELDS[`${method}.${field}`])
        assert.deepEqual(left.filter((field) => !(kind === 'jwt' && field === 'displayName')), [], method)
      }
    })
  }

  it('gives every filter of a search', () => {
    for (const method of ['search', 'searchTestUsers']) {
      const [[request]] = signatures('user').get(method)
      const fields = split(inside(request, request.indexOf('{')), ';').map((field) => /^(\w+)/.exec(field)[1])
      const given = new Set(calls.user[method].flatMap(([filters]) => Object.keys(filters)))
      assert.deepEqual(fields.filter((field) => !given.has(field)), [], method)
    }
  })

  it('leaves out only what is there', () => {
    for (const name of Object.keys(METHODS)) {
      const [kind, method] = name.split('.')
      assert.equal(typeof management[kind][method], 'function')
    }
  })
})
