// Changing users; what became of them is read without the SDK.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { EVERYTHING, isEverything } from './create.js'
import { ALICE, BOB, CAROL, ok, refused, useSdk } from './support.js'

describe('updating', () => {
  const api = useSdk()

  it('clears what is not given', async () => {
    const before = await api.loaded(ALICE)
    await ok(api.user.update('alice@example.com'))
    const alice = await api.loaded(ALICE)
    for (const cleared of ['email', 'phone', 'name', 'givenName', 'picture']) assert.equal(alice[cleared], '')
    assert.deepEqual([alice.roleNames, alice.userTenants, alice.ssoAppIds, alice.customAttributes], [[], [], [], {}])
    for (const kept of ['userId', 'loginIds', 'status', 'createdTime', 'TOTP', 'webauthn', 'test']) {
      assert.deepEqual(alice[kept], before[kept])
    }
  })

  it('takes everything', async () => {
    await ok(api.user.create('dana@example.com', { email: 'dana@example.com' }))
    await refused(api.user.update('dana@example.com', EVERYTHING), 'E011003', 400)
    await ok(api.user.update('dana@example.com', { ...EVERYTHING, roles: [] }))
    await ok(api.user.addRoles('dana@example.com', EVERYTHING.roles))
    isEverything(await api.loaded('dana'))
  })

  it('takes everything in a row', async () => {
    const { email, phone, displayName, userTenants, customAttributes, picture } = EVERYTHING
    const { givenName, middleName, familyName, additionalLoginIds } = EVERYTHING
    await ok(api.user.create('dana@example.com', { email: 'dana@example.com' }))
    await ok(
      api.user.update(
        'dana@example.com', email, phone, displayName, [], userTenants, customAttributes, picture, true, false,
        givenName, middleName, familyName, additionalLoginIds,
      ),
    )
    await ok(api.user.addRoles('dana@example.com', EVERYTHING.roles))
    isEverything(await api.loaded('dana'), [])
  })
})

const { additionalLoginIds, ...patch } = EVERYTHING
const PATCH = { ...patch, scim: true, status: 'disabled', additionalIdentifiers: additionalLoginIds }

describe('patching', () => {
  const api = useSdk()

  it('changes nothing when nothing is given', async () => {
    const before = await api.loaded(ALICE)
    await ok(api.user.patch('alice@example.com', {}))
    const after = await api.loaded(ALICE)
    assert.deepEqual({ ...after, modifiedTime: 0 }, { ...before, modifiedTime: 0 })
  })

  it('takes everything', async () => {
    await ok(api.user.create('dana@example.com', { email: 'dana@example.com' }))
    await ok(api.user.patch('dana@example.com', PATCH))
    const dana = await api.loaded('dana')
    isEverything(dana)
    assert.deepEqual([dana.SCIM, dana.status], [true, 'disabled'])
  })

  it('replaces sets, and clears them with an empty list', async () => {
    await ok(api.user.patch(ALICE, { roles: [], ssoAppIds: [], userTenants: [{ tenantId: 'acme' }] }))
    const alice = await api.loaded(ALICE)
    assert.deepEqual([alice.roleNames, alice.ssoAppIds], [[], []])
    assert.deepEqual(alice.userTenants[0].roleNames, [])
    assert.equal(alice.name, 'Alice Example')
  })

  it('patches many', async () => {
    await ok(api.user.create('dana@example.com', { email: 'dana@example.com' }))
    const reply = await ok(
      api.user.patchBatch([
        { loginId: 'dana@example.com', ...PATCH },
        { loginIdOrUserId: BOB, displayName: 'Robert' },
        { loginId: 'nobody' },
      ]),
    )
    assert.deepEqual([reply.patchedUsers.length, reply.failedUsers.length], [2, 1])
    isEverything(await api.loaded('dana'))
    assert.equal((await api.loaded('bob')).name, 'Robert')
  })
})

describe('changing one thing', () => {
  const api = useSdk()

  it('changes the status', async () => {
    await ok(api.user.deactivate('alice@example.com'))
    assert.equal((await api.loaded(ALICE)).status, 'disabled')
    await ok(api.user.activate(CAROL))
    assert.equal((await api.loaded(CAROL)).status, 'enabled')
  })

  it('changes and removes a login ID', async () => {
    await ok(api.user.updateLoginId('bob', 'robert'))
    assert.equal((await api.loaded('robert')).userId, BOB)
    await ok(api.user.updateLoginId('robert'))
    assert.deepEqual((await api.loaded(BOB)).loginIds, ['bob@example.com'])
    await refused(api.user.updateLoginId('bob@example.com'), 'E011003', 400)
  })

  it('changes the email', async () => {
    await ok(api.user.updateEmail('bob', 'robert@example.com', true))
    let bob = await api.loaded(BOB)
    assert.deepEqual([bob.email, bob.verifiedEmail], ['robert@example.com', true])
    assert.ok(bob.loginIds.includes('robert@example.com'))
    await refused(api.user.updateEmail(BOB, 'alice@example.com', true, true), 'E111127', 409)
    await ok(api.user.updateEmail(BOB, '', false, false))
    bob = await api.loaded(BOB)
    assert.deepEqual([bob.email, bob.verifiedEmail], ['', false])
    await ok(api.user.updateEmail(BOB, 'alice@example.com', true, false))
    assert.equal((await api.loaded('alice@example.com')).userId, BOB)
    assert.equal(await api.loaded(ALICE), undefined)
  })

  it('changes the phone', async () => {
    await ok(api.user.updatePhone('+1-555-010-0003', '+1 (555) 010-0033', true))
    const carol = await api.loaded(CAROL)
    assert.deepEqual([carol.phone, carol.verifiedPhone, carol.loginIds], ['+15550100033', true, ['+15550100033']])
    await ok(api.user.updatePhone(CAROL, '', false, true))
    assert.equal((await api.loaded(CAROL)).phone, '')
  })

  it('changes names', async () => {
    const parts = async () => {
      const { name, givenName, middleName, familyName } = await api.loaded(ALICE)
      return [name, givenName, middleName, familyName]
    }
    await ok(api.user.updateDisplayName('alice@example.com', 'Ally', 'Al', 'B', 'Ex'))
    assert.deepEqual(await parts(), ['Ally', 'Al', 'B', 'Ex'])
    await ok(api.user.updateUserNames('alice@example.com', 'Alicia', '', 'Sample'))
    assert.deepEqual(await parts(), ['Ally', 'Alicia', '', 'Sample'])
    await ok(api.user.updateDisplayName(ALICE))
    await ok(api.user.updateUserNames(ALICE))
    assert.deepEqual(await parts(), ['Ally', 'Alicia', '', 'Sample'])
  })

  it('changes the picture', async () => {
    await ok(api.user.updatePicture('alice@example.com', 'https://example.com/a.png'))
    assert.equal((await api.loaded(ALICE)).picture, 'https://example.com/a.png')
    await ok(api.user.updatePicture(ALICE, ''))
    assert.equal((await api.loaded(ALICE)).picture, '')
  })

  it('changes custom attributes', async () => {
    for (const [name, value] of Object.entries({ plan: 'free', seats: 9, beta: true })) {
      await ok(api.user.updateCustomAttribute('alice@example.com', name, value))
    }
    assert.deepEqual((await api.loaded(ALICE)).customAttributes, { plan: 'free', seats: 9, beta: true })
    await ok(api.user.updateCustomAttribute(ALICE, 'plan', null))
    assert.deepEqual((await api.loaded(ALICE)).customAttributes, { seats: 9, beta: true })
    await refused(api.user.updateCustomAttribute(ALICE, 'no-such-attribute', 1), 'E011003', 400)
  })

  it('changes recovery addresses', async () => {
    await ok(api.user.updateRecoveryEmail('alice@example.com', 'home@example.com'))
    await ok(api.user.updateRecoveryPhone('alice@example.com', '+1-555-010-0099'))
    let alice = await api.loaded(ALICE)
    assert.deepEqual([alice.recoveryEmail, alice.verifiedRecoveryEmail], ['home@example.com', false])
    await ok(api.user.updateRecoveryEmail(ALICE, 'home@example.com', true))
    await ok(api.user.updateRecoveryPhone(ALICE, '+15550100099', true))
    alice = await api.loaded(ALICE)
    assert.deepEqual([alice.recoveryPhone, alice.verifiedRecoveryPhone], ['+15550100099', true])
    assert.equal(alice.verifiedRecoveryEmail, true)
  })

  it('changes roles', async () => {
    const roles = async () => [...(await api.loaded(BOB)).roleNames].sort()
    await ok(api.user.addRoles('bob', ['viewer', 'admin']))
    assert.deepEqual(await roles(), ['admin', 'viewer'])
    await ok(api.user.removeRoles(BOB, ['admin']))
    assert.deepEqual(await roles(), ['viewer'])
    await ok(api.user.setRoles(BOB, ['admin']))
    assert.deepEqual(await roles(), ['admin'])
    await ok(api.user.setRoles(BOB, []))
    assert.deepEqual(await roles(), [])
    await refused(api.user.addRoles(BOB, ['no-such-role']), 'E011003', 400)
  })

  it('changes tenants and roles in them', async () => {
    const tenants = async () =>
      Object.fromEntries((await api.loaded(BOB)).userTenants.map((each) => [each.tenantId, [...each.roleNames].sort()]))
    await ok(api.user.addTenant('bob', 'globex'))
    await ok(api.user.addTenantRoles('bob', 'acme', ['auditor', 'viewer']))
    assert.deepEqual(await tenants(), { globex: [], acme: ['auditor', 'viewer'] })
    await ok(api.user.removeTenantRoles(BOB, 'acme', ['auditor']))
    assert.deepEqual((await tenants()).acme, ['viewer'])
    await ok(api.user.setTenantRoles(BOB, 'acme', ['auditor']))
    assert.deepEqual((await tenants()).acme, ['auditor'])
    await ok(api.user.removeTenant(BOB, 'acme'))
    assert.deepEqual(await tenants(), { globex: [] })
    await refused(api.user.addTenant(BOB, 'no-such-tenant'), 'E011003', 400)
  })

  it('changes applications', async () => {
    const apps = async () => [...(await api.loaded(BOB)).ssoAppIds].sort()
    await ok(api.user.addSSOapps('bob', ['crm', 'wiki']))
    assert.deepEqual(await apps(), ['crm', 'wiki'])
    await ok(api.user.removeSSOapps(BOB, ['crm']))
    assert.deepEqual(await apps(), ['wiki'])
    await ok(api.user.setSSOapps(BOB, ['crm']))
    assert.deepEqual(await apps(), ['crm'])
    await ok(api.user.setSSOapps(BOB, []))
    assert.deepEqual(await apps(), [])
  })

  it('changes passkeys, authenticator apps and trusted devices', async () => {
    const passkeys = async () => (await ok(api.user.listPasskeys('alice@example.com'))).map(({ id }) => id).sort()
    assert.deepEqual(await passkeys(), ['passkey-laptop', 'passkey-phone'])
    await ok(api.user.removePasskey('alice@example.com', 'passkey-phone'))
    assert.deepEqual(await passkeys(), ['passkey-laptop'])
    await ok(api.user.removeAllPasskeys('alice@example.com'))
    await ok(api.user.removeTOTPSeed('alice@example.com'))
    const alice = await api.loaded(ALICE)
    assert.deepEqual([alice.webauthn, alice.TOTP], [false, false])
    const devices = async () => (await ok(api.user.listTrustedDevices([ALICE, 'bob']))).map(({ id }) => id)
    assert.deepEqual(await devices(), ['device-laptop', 'device-phone'])
    await ok(api.user.removeTrustedDevices('alice@example.com', ['device-laptop']))
    assert.deepEqual(await devices(), ['device-phone'])
    await ok(api.user.removeTrustedDevices(ALICE, ['device-phone']))
    assert.deepEqual(await devices(), [])
  })

  it('finds nobody by user ID where only a login ID is taken', async () => {
    for (const call of [
      api.user.updateLoginId(ALICE, 'other'),
      api.user.setActivePassword(ALICE, 'correct-horse'),
      api.user.setTemporaryPassword(ALICE, 'correct-horse'),
      api.user.setPassword(ALICE, 'correct-horse'),
      api.user.expirePassword(ALICE),
      api.user.removeAllPasskeys(ALICE),
      api.user.removePasskey(ALICE, 'passkey-laptop'),
      api.user.listPasskeys(ALICE),
      api.user.removeTOTPSeed(ALICE),
      api.user.getProviderToken(ALICE, 'google'),
      api.user.generateEmbeddedLink(ALICE),
      api.user.logoutUser(ALICE),
    ]) {
      await refused(call, 'E112102', 404)
    }
  })
})

describe('deleting', () => {
  const api = useSdk()

  it('deletes by login ID and by user ID', async () => {
    await ok(api.user.delete('bob@example.com'))
    await ok(api.user.delete(CAROL))
    await ok(api.user.deleteByUserId(ALICE))
    for (const gone of ['bob', CAROL, 'alice@example.com']) assert.equal(await api.loaded(gone), undefined)
    await refused(api.user.delete('nobody@example.com'), 'E112102', 404)
    await refused(api.user.deleteByUserId(ALICE), 'E112102', 404)
  })

  it('deletes many', async () => {
    await ok(api.user.deleteBatch([ALICE, CAROL]))
    assert.deepEqual([await api.loaded(ALICE), await api.loaded(CAROL)], [undefined, undefined])
    assert.ok(await api.loaded(BOB))
  })

  it('deletes all test users', async () => {
    await ok(api.user.deleteAllTestUsers())
    assert.equal(await api.loaded('tester@example.com'), undefined)
    assert.ok(await api.loaded(ALICE))
  })
})
