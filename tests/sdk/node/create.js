// Creating, inviting and importing users; each is then looked up without the SDK.

import assert from 'node:assert/strict'
import { createHash, pbkdf2Sync } from 'node:crypto'
import { describe, it } from 'node:test'
import { BOB, ok, refused, useSdk } from './support.js'

export const EVERYTHING = {
  email: 'dana@example.com',
  phone: '+1-555-010-0010',
  displayName: 'Dana Example',
  givenName: 'Dana',
  middleName: 'Q',
  familyName: 'Example',
  roles: ['viewer'],
  userTenants: [{ tenantId: 'acme', roleNames: ['auditor'] }, { tenantId: 'globex' }],
  picture: 'https://example.com/dana.png',
  customAttributes: { plan: 'pro', seats: 3, beta: true },
  verifiedEmail: true,
  verifiedPhone: false,
  additionalLoginIds: ['dana', 'dana+work@example.com'],
  ssoAppIds: ['crm', 'wiki'],
}

/** The older form of the calls: every field in its own place. There is none for the applications. */
const IN_A_ROW = [
  'email', 'phone', 'displayName', 'roles', 'userTenants', 'customAttributes', 'picture', 'verifiedEmail',
  'verifiedPhone', 'givenName', 'middleName', 'familyName', 'additionalLoginIds',
].map((name) => EVERYTHING[name])

/** The user has all of EVERYTHING, or all but the applications. */
export function isEverything(user, apps = ['crm', 'wiki']) {
  assert.deepEqual(user.loginIds, user.externalIds)
  assert.deepEqual([...user.loginIds].sort(), ['dana', 'dana+work@example.com', 'dana@example.com'])
  const { email, verifiedEmail, phone, verifiedPhone, name, givenName, middleName, familyName } = user
  assert.deepEqual(
    { email, verifiedEmail, phone, verifiedPhone, name, givenName, middleName, familyName },
    {
      email: 'dana@example.com',
      verifiedEmail: true,
      phone: '+15550100010',
      verifiedPhone: false,
      name: 'Dana Example',
      givenName: 'Dana',
      middleName: 'Q',
      familyName: 'Example',
    },
  )
  assert.deepEqual(user.roleNames, ['viewer'])
  const tenants = user.userTenants.map(({ tenantId, roleNames }) => [tenantId, roleNames])
  assert.deepEqual(Object.fromEntries(tenants), { acme: ['auditor'], globex: [] })
  assert.equal(user.picture, 'https://example.com/dana.png')
  assert.deepEqual(user.customAttributes, { plan: 'pro', seats: 3, beta: true })
  assert.deepEqual([...user.ssoAppIds].sort(), apps)
}

describe('creating', () => {
  const api = useSdk()

  it('needs an email or a phone', async () => {
    await refused(api.user.create('dana'), 'E011002', 400)
    await refused(api.user.createTestUser('dana'), 'E011002', 400)
    assert.equal(await api.loaded('dana'), undefined)
  })

  it('takes the least', async () => {
    const made = await ok(api.user.create('dana', { phone: '+15550100010' }))
    const dana = await api.loaded('dana')
    assert.equal(dana.userId, made.userId)
    assert.equal(dana.status, 'invited')
    assert.deepEqual([dana.email, dana.name, dana.roleNames, dana.userTenants], ['', '', [], []])
  })

  it('takes everything', async () => {
    await ok(api.user.create('dana@example.com', EVERYTHING))
    isEverything(await api.loaded('dana'))
    assert.deepEqual(await api.outbox(), [])
  })

  it('takes everything in a row', async () => {
    await ok(api.user.create('dana@example.com', ...IN_A_ROW))
    isEverything(await api.loaded('dana'), [])
  })

  it('makes test users', async () => {
    await ok(api.user.createTestUser('dana', { email: 'dana@example.com' }))
    assert.equal((await api.loaded('dana')).test, true)
  })

  it('makes test users with everything', async () => {
    await ok(api.user.createTestUser('dana@example.com', EVERYTHING))
    isEverything(await api.loaded('dana'))
  })

  it('makes test users with everything in a row', async () => {
    await ok(api.user.createTestUser('dana@example.com', ...IN_A_ROW))
    isEverything(await api.loaded('dana'), [])
    assert.equal((await api.loaded('dana')).test, true)
  })

  it('refuses a login ID that is taken', async () => {
    await refused(api.user.create('alice@example.com', { email: 'a@example.com' }), 'E062107', 409)
  })

  it('refuses what does not exist or fit', async () => {
    for (const wrong of [
      { roles: ['no-such-role'] },
      { userTenants: [{ tenantId: 'no-such-tenant' }] },
      { ssoAppIds: ['no-such-app'] },
      { customAttributes: { 'no-such-attribute': 1 } },
      { customAttributes: { seats: 'many' } },
      { email: 'not an email' },
      { phone: 'call me' },
    ]) {
      await refused(api.user.create('dana', { email: 'dana@example.com', ...wrong }), 'E011003', 400)
    }
    assert.equal(await api.loaded('dana'), undefined)
  })
})

describe('inviting', () => {
  const api = useSdk()

  it('takes the least', async () => {
    await ok(api.user.invite('dana@example.com'))
    assert.equal((await api.loaded('dana@example.com')).status, 'invited')
    const [message] = await api.outbox()
    assert.deepEqual([message.kind, message.channel, message.recipient], ['invite', 'email', 'dana@example.com'])
  })

  const invitation = {
    inviteUrl: 'https://example.com/welcome',
    sendMail: true,
    sendSMS: true,
    templateId: 'template-example',
    locale: 'de',
  }

  it('takes everything', async () => {
    await ok(
      api.user.invite('dana@example.com', { ...EVERYTHING, ...invitation, templateOptions: { company: 'Example' } }),
    )
    isEverything(await api.loaded('dana'))
    const messages = await api.outbox()
    assert.deepEqual(messages.map((message) => message.channel).sort(), ['email', 'sms'])
    const { inviteUrl, templateId, locale, templateOptions } = messages[0].payload
    assert.deepEqual([inviteUrl, templateId, locale], [invitation.inviteUrl, 'template-example', 'de'])
    assert.deepEqual(templateOptions, { company: 'Example' })
  })

  it('takes everything in a row', async () => {
    const { inviteUrl, sendMail, sendSMS, templateId, locale } = invitation
    const row = [...IN_A_ROW.slice(0, 9), inviteUrl, sendMail, sendSMS, ...IN_A_ROW.slice(9), templateId, locale]
    await ok(api.user.invite('dana@example.com', ...row))
    isEverything(await api.loaded('dana'), [])
    assert.equal((await api.outbox()).length, 2)
  })

  it('invites again by user ID and makes nobody new', async () => {
    await ok(api.user.invite(BOB))
    assert.deepEqual((await api.outbox()).map((message) => message.recipient), ['bob@example.com'])
    await refused(api.user.invite('U2ExampleNobody0000000000009'), 'E112102', 404)
  })

  it('invites many with the least', async () => {
    const reply = await ok(api.user.inviteBatch([{ loginIdOrUserId: 'dana@example.com' }, { loginId: 'nobody' }]))
    assert.deepEqual(reply.createdUsers.map((user) => user.loginIds), [['dana@example.com']])
    assert.equal(reply.failedUsers.length, 1)
    assert.ok(await api.loaded('dana@example.com'))
  })

  it('invites many with everything', async () => {
    const users = [
      { loginId: 'dana@example.com', ...EVERYTHING, status: 'enabled', password: 'correct-horse', seed: 'EXAMPLESEED' },
      { loginId: 'erin', phone: '+15550100011' },
    ]
    const { inviteUrl, templateId, locale } = invitation
    const options = { company: 'Example' }
    const reply = await ok(api.user.inviteBatch(users, inviteUrl, true, false, options, templateId, locale))
    assert.deepEqual([reply.createdUsers.length, reply.failedUsers], [2, []])
    assert.deepEqual(Object.keys(reply.additionalErrors), ['erin'])
    const [message] = await api.outbox()
    assert.deepEqual(message.payload.templateOptions, options)
    const dana = await api.loaded('dana')
    assert.deepEqual([dana.status, dana.password, dana.TOTP], ['enabled', true, true])
  })
})

describe('creating many', () => {
  const api = useSdk()

  it('makes each of them and names who failed', async () => {
    const reply = await ok(
      api.user.createBatch([
        { loginId: 'dana@example.com', ...EVERYTHING, test: true, createdTime: 1767225600, status: 'disabled' },
        { loginId: 'alice@example.com', email: 'alice@example.com' },
      ]),
    )
    assert.equal(reply.createdUsers.length, 1)
    assert.deepEqual(reply.failedUsers.map(({ user }) => user.loginIds), [['alice@example.com']])
    const dana = await api.loaded('dana')
    assert.deepEqual([dana.test, dana.createdTime, dana.status], [true, 1767225600, 'disabled'])
    assert.deepEqual(await api.outbox(), [])
  })

  it('takes nobody', async () => {
    assert.deepEqual((await ok(api.user.createBatch([]))).createdUsers, [])
  })

  it('takes every kind of hash', async () => {
    const word = 'correct-horse'
    const salt = Buffer.from('example-salt')
    const hash = pbkdf2Sync(word, salt, 1000, 32, 'sha256').toString('base64')
    const encoded = salt.toString('base64')
    const hashed = {
      bcrypt: { hash: `$2b$10$${'x'.repeat(53)}` },
      pbkdf2: { hash, salt: encoded, iterations: 1000, type: 'sha256' },
      firebase: { hash, salt: encoded, saltSeparator: 'Bw==', signerKey: hash, memory: 14, rounds: 8 },
      django: { hash: `pbkdf2_sha256$1000$example-salt$${hash}` },
      phpass: { hash: 'x'.repeat(22), salt: 'xxxxxxxx', iterations: 8192, type: 'md5' },
      md5: { hash: createHash('md5').update(word).digest('hex') },
    }
    const users = Object.entries(hashed).map(([kind, value]) => ({
      loginId: `${kind}@example.com`,
      email: `${kind}@example.com`,
      hashedPassword: { [kind]: value },
    }))
    assert.deepEqual((await ok(api.user.createBatch(users))).failedUsers, [])
    for (const { loginId } of users) assert.equal((await api.loaded(loginId)).password, true)
    for (const kind of ['pbkdf2', 'django']) await ok(api.sdk.password.signIn(`${kind}@example.com`, word))
  })
})

describe('importing', () => {
  const api = useSdk()
  const base64 = (value) => Buffer.from(JSON.stringify(value)).toString('base64')

  it('takes nobody', async () => {
    assert.deepEqual(await ok(api.user.import('auth0')), { users: [], failures: [] })
  })

  it('takes everything, after a rehearsal', async () => {
    const users = base64([
      { user_id: 'auth0|1', email: 'dana@example.com', email_verified: true, name: 'Dana' },
      { user_id: 'auth0|2', email: 'alice@example.com' },
    ])
    const hashes = base64({ _id: { $oid: '1' }, passwordHash: `$2b$10$${'x'.repeat(53)}` })
    await ok(api.user.import('auth0', users, hashes, true))
    assert.equal(await api.loaded('dana@example.com'), undefined)
    const report = await ok(api.user.import('auth0', users, hashes, false))
    assert.deepEqual(report.failures.map(({ user }) => user), ['alice@example.com'])
    const dana = await api.loaded('dana@example.com')
    assert.deepEqual([dana.name, dana.password], ['Dana', true])
  })
})
