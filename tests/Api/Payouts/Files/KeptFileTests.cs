using System.Security.Cryptography;
using System.Text;
using Shouldly;
using Xunit;

namespace SocialCommerce.ApiTests.Payouts.Files;

/// <summary>Every file of a batch is made once and kept with its hash, and what is changed in it is found.</summary>
public sealed class KeptFileTests(Cluster cluster) : IAsyncLifetime
{
    private readonly TestApi _api = new(cluster);
    private PayoutShop _shop = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await _api.InitializeAsync();
        _shop = await PayoutShop.In(_api);
        await _shop.EarnAndSettle("lina", 10_000);
        await _shop.Payee("lina");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_banks_file_that_was_changed_or_moved_is_not_given_out_and_is_found()
    {
        (await Debtor()).Must(200);
        var batch = await _shop.Pay();
        (await File(batch, "pain001")).Must(200);
        (await File(batch, "bankCsv")).Must(200);
        (await File(batch, "csv")).Must(200);
        (await _shop.Backend.FailedChecks()).ShouldBeEmpty();
        await _api.Corrupt("""
            update payout_files set content = (select content from payout_files where format = 'bankCsv')
            where format = 'pain001'
            """);
        await _api.Corrupt("update payout_files set hash = repeat('0', 64) where format <> 'pain001'");
        (await File(batch, "csv")).Refused(409, "FILE_ALTERED");
        (await File(batch, "pain001")).Refused(409, "FILE_ALTERED");
        (await File(batch, "bankCsv")).Refused(409, "FILE_ALTERED");
        (await _shop.Backend.FailedChecks()).ShouldBe(["approvedAndMade", "sealedValues"], ignoreOrder: true);
    }

    [Fact]
    public async Task Every_payout_file_is_made_once_kept_with_its_hash_and_answered_to_the_byte()
    {
        (await Debtor()).Must(200);
        var batch = await _shop.Pay();
        var elsewhere = _shop with { Finance = _shop.Finance.Through(await _api.Instance()) };
        foreach (var format in new[] { "csv", "pain001", "bankCsv" })
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => (i % 2 == 0 ? _shop : elsewhere)
                .Finance.Get($"/v1/payout-batches/{batch.Text("batchId")}/file?format={format}")));
            answers.Select(answer => answer.Must(200).Body).Distinct().ShouldHaveSingleItem();
            answers[0].Text("hash").ShouldBe(Convert.ToHexStringLower(
                SHA256.HashData(Encoding.UTF8.GetBytes(answers[0].Text("content")))));
            await _api.Corrupt("update payout_transfers set net = net + 1, gross = gross + 1");
            (await File(batch, format)).Body.ShouldBe(answers[0].Body, "what was given to the bank stays as it was");
            await _api.Corrupt("update payout_transfers set net = net - 1, gross = gross - 1");
        }
        (await _api.Count("select count(*) from payout_files")).ShouldBe(3);
        (await _shop.Backend.FailedChecks()).ShouldBeEmpty();
        await _api.Corrupt("delete from payout_files where format = 'csv'");
        (await _shop.Backend.FailedChecks()).ShouldBe(["approvedAndMade"]);
    }

    [Fact]
    public async Task A_result_file_that_was_exchanged_is_found()
    {
        var batch = await _shop.Pay();
        await _shop.End(batch);
        (await _shop.Backend.FailedChecks()).ShouldBeEmpty();
        await _api.Corrupt("update payout_result_files set hash = repeat('0', 64)");
        (await _shop.Backend.FailedChecks()).ShouldBe(["approvedAndMade"]);
    }

    private Task<Answer> Debtor() => _shop.Finance.Put("/v1/payout-settings", new
    {
        accountPauseDays = 3,
        taxMode = "none",
        debtor = new { name = "Shop", account = "6222020200110000", bic = "ICBKCNBJ" },
    });

    private Task<Answer> File(Answer batch, string format) =>
        _shop.Finance.Get($"/v1/payout-batches/{batch.Text("batchId")}/file?format={format}");
}
