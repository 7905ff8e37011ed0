using Microsoft.Extensions.Configuration;
using Shouldly;
using SocialCommerce.Api;
using SocialCommerce.Kernel.Secrets;
using Xunit;

namespace SocialCommerce.ApiTests.Kernel.Secrets;

/// <summary>The key of all secrets is changed while the API serves, and may be interrupted anywhere.</summary>
public sealed class KeyRotationTests(Cluster cluster)
{
    private const string Phone = "+8613800138000";

    private static readonly string Before = SecretProtector.NewKey();
    private static readonly string After = SecretProtector.NewKey();

    // Hashes, which nobody can make anew.
    private static readonly string[] Hashes =
        ["api_keys.secret", "customer_identities.fingerprint", "idempotency_keys.fingerprint"];

    [Fact]
    public async Task Interrupted_and_begun_again_beside_the_api_it_loses_nothing_and_nobody()
    {
        await using var api = await Start();
        var shop = await PayoutShop.In(api);
        await shop.EarnAndSettle("lina", 10_000);
        var lina = await shop.Payee("lina");
        var batch = await shop.Pay();
        (await Recognise(shop, "lina")).ShouldContain("\"known\":1");
        var file = await File(shop, batch);
        file.ShouldContain("李娜");
        var ready = await Instance(api, Before, After, Before);
        var changed = await Instance(api, After, Before, Before);
        await Enter(At(shop, changed), "new");
        (await At(shop, ready).Backend.Get("/v1/customers/new/payee")).Must(200).Text("identityNumber")
            .ShouldBe("…TNEW", "both keys open");

        await Interrupt(api);
        await Should.ThrowAsync<StartupException>(() => Change(api));
        foreach (var instance in new[] { ready, changed })
            (await File(At(shop, instance), batch)).ShouldBe(file, "half of it is sealed anew");
        await Run(api, "drop function interrupts cascade");
        var entering = Enter(At(shop, changed), "meanwhile");
        (await Change(api)).ShouldContain("payee_accounts.details: 1 sealed anew");
        await entering;
        var again = await Change(api);
        again.ShouldNotMatch("[1-9][0-9]* sealed anew|[1-9][0-9]* opened by neither");
        again.ShouldContain("payees.identity: 0 sealed anew, 3 were already");

        var last = At(shop, await Instance(api, After, null, Before));
        (await File(last, batch)).ShouldBe(file);
        (await Enter(last, "second", "11010519900307123X")).Must(200).Text("payeeId").ShouldBe(lina);
        (await Recognise(last, "lina")).ShouldContain("\"known\":1", customMessage: "the same hash");
        var astray = At(shop, await Instance(api, After, null, null));
        (await Enter(astray, "third")).Refused(503, "FINDING_KEY_DIFFERS");
        (await last.Backend.Get("/v1/payees")).Must(200).List("data").Length.ShouldBe(3);
    }

    [Fact]
    public async Task What_no_key_opens_stays_as_it_is_and_is_told()
    {
        await using var api = await Start();
        var shop = await PayoutShop.In(api);
        (await Enter(shop, "lina")).Must(201);
        var sealedBefore = await Sealed(api);
        var words = new StringWriter();
        var wrong = new[] { SecretProtector.NewKey(), SecretProtector.NewKey() };
        (await RotateKeys.Run(Settings(api, wrong[0], wrong[1], wrong[1]), words, Cancel)).ShouldBe(1);
        words.ToString().ShouldContain("payees.identity: 0 sealed anew, 0 were already, 1 opened by neither key");
        var finding = await Should.ThrowAsync<StartupException>(
            () => RotateKeys.Run(Settings(api, After, Before, After), words, Cancel));
        finding.Message.ShouldContain(SecretProtector.FindingKey);
        (await Sealed(api)).ShouldBe(sealedBefore);
        await Should.ThrowAsync<StartupException>(() => RotateKeys.Run([], words, Cancel));
        Should.Throw<InvalidOperationException>(
            () => new SecretProtector(new ConfigurationBuilder().AddInMemoryCollection(
            [new(SecretProtector.Key, After), new(SecretProtector.OtherKey, Before)]).Build())).Message.ShouldContain(
                SecretProtector.FindingKey);
    }

    [Fact]
    public async Task No_sealed_column_is_forgotten()
    {
        await using var api = await Start();
        await using var command = api.Owner.CreateCommand("""
            select table_name || '.' || column_name from information_schema.columns
            where table_schema = 'public' and data_type = 'bytea'
            """);
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var columns = new List<string>();
        while (await reader.ReadAsync(Cancel)) columns.Add(reader.GetString(0));
        columns.ShouldBe(
            Hashes.Concat(SealedColumns.SelectMany(one => new[] { one.Column, one.Hash }
                .Where(name => name is not null).Select(name => $"{one.Table}.{name}"))), ignoreOrder: true);
    }

    private static IEnumerable<SealedColumn> SealedColumns => Modules.All.SelectMany(module => module.Sealed);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<TestApi> Start()
    {
        var api = new TestApi(cluster);
        api.Settings.Add($"--{SecretProtector.Key}={Before}");
        await api.InitializeAsync();
        return api;
    }

    private static Task<Uri> Instance(TestApi api, string key, string? other, string? finding)
    {
        api.Settings.Clear();
        api.Settings.AddRange(
        [
            $"--{SecretProtector.Key}={key}", $"--{SecretProtector.OtherKey}={other}",
            $"--{SecretProtector.FindingKey}={finding}",
        ]);
        return api.Instance();
    }

    private static async Task<string> Change(TestApi api)
    {
        var words = new StringWriter();
        (await RotateKeys.Run(Settings(api, After, Before, Before), words, Cancel)).ShouldBe(0);
        return words.ToString();
    }

    private static string[] Settings(TestApi api, string key, string other, string finding) =>
    [
        $"--{SocialCommerce.Api.Database.Serve}={api.Database}", $"--{SecretProtector.Key}={key}",
        $"--{SecretProtector.OtherKey}={other}",
        $"--{SecretProtector.FindingKey}={finding}",
    ];

    private static PayoutShop At(PayoutShop shop, Uri instance) => new(
        shop.Backend.Through(instance), shop.Finance.Through(instance), shop.Approver.Through(instance));

    private static async Task<Answer> Enter(PayoutShop shop, string customerId, string? identity = null)
    {
        (await shop.Backend.Post("/v1/customers", new { customerId })).Must(201);
        return await shop.Backend.Post("/v1/payees", new
        {
            customerId,
            kind = "person",
            name = "李娜",
            identityNumber = identity ?? $"PASSPORT{customerId}",
        });
    }

    private static async Task<string> Recognise(PayoutShop shop, string customerId) => (await shop.Backend.Post(
        $"/v1/customers/{customerId}/identities", new { identities = new[] { new { kind = "phone", value = Phone } } }))
        .Must(200).Body;

    private static async Task<string> File(PayoutShop shop, Answer batch) => (await shop.Finance.Get(
        $"/v1/payout-batches/{batch.Text("batchId")}/file")).Must(200).Text("content");

    private static Task Interrupt(TestApi api) => Run(api, """
        create function interrupts() returns trigger language plpgsql as
            $$ begin raise exception 'interrupted'; end $$;
        create trigger interrupts before update of details on payee_accounts for each row execute function interrupts()
        """);

    private static async Task Run(TestApi api, string sql)
    {
        await using var command = api.Owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static Task<long> Sealed(TestApi api) => api.Count(
        "select sum(hashtextextended(p::text, 0) % 1000000) from (select * from payees) as p");
}
