using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Payouts.PayoutShop;

namespace SocialCommerce.ApiTests.Payouts.Files;

/// <summary>The manual channel: a file goes out, a result file comes in, and every row is answered or none.</summary>
public sealed class PayoutFileTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task The_file_has_what_a_bank_needs_and_is_the_same_every_time()
    {
        var (shop, batch, transfers) = await Approved();
        var path = $"/v1/payout-batches/{batch.Text("batchId")}/file";
        var file = (await shop.Finance.Get(path)).Must(200);
        file.Text("content").ShouldBe($"""
            transferNo,name,account,bank,amountMinor,currency
            {transfers[0].No},李娜,6222020200112233,ICBC,10000,CNY
            {transfers[1].No},王伟,6222020200112233,ICBC,20000,CNY

            """.ReplaceLineEndings("\r\n"));
        (await shop.Results(batch, Row(transfers[0]))).Must(201);
        (await shop.Finance.Get(path)).Must(200).Body.ShouldBe(file.Body);
        (await shop.Finance.Get("/v1/payout-batches/pob_7zzzzzzzzzzzz/file")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_batch_that_waits_has_no_file()
    {
        var shop = await In(api);
        await shop.EarnAndSettle("lina", 10_000);
        await shop.Payee("lina");
        var batch = (await shop.Batch()).Must(201);
        (await shop.Finance.Get($"/v1/payout-batches/{batch.Text("batchId")}/file")).Refused(409, "NO_FILE");
        (await shop.Results(batch, "x,1,paid,,")).Refused(409, "NO_FILE");
    }

    [Fact]
    public async Task Every_row_is_answered_and_the_same_file_again_answers_the_same()
    {
        var (shop, batch, transfers) = await Approved();
        string[] rows = [Row(transfers[0]), Row(transfers[1], "failed")];
        var answer = (await shop.Results(batch, rows)).Must(201);
        answer.List("rows").Select(row => row.GetProperty("state").GetString()).ShouldBe(["paid", "failed"]);
        var again = (await shop.Results(batch, rows)).Must(201);
        again.Body.ShouldBe(answer.Body);
        again.IsReplayed().ShouldBeTrue();
        var payouts = await shop.Payouts(batch);
        payouts.Select(one => one.GetProperty("state").GetString()).ShouldBe(["paid", "failed"]);
        (await shop.Backend.Partner("wangwei")).Minor("payable").ShouldBe(20_000);
        var seen = (await shop.Backend.Get("/v1/customers/lina/payouts")).Must(200).List("data").Single();
        seen.GetProperty("state").GetString().ShouldBe("paid");
        Sums(await shop.Pay()).Gross.ShouldBe(20_000, "what failed is paid with the next batch");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
        (await shop.Finance.Get("/v1/audit-log?kind=payoutResults")).Must(200).List("data").ShouldHaveSingleItem()
            .GetProperty("id").GetString().ShouldBe(batch.Text("batchId"));
    }

    [Fact]
    public async Task Unknown_repeated_and_changed_rows_refuse_the_whole_file_each_with_its_place()
    {
        var (shop, batch, transfers) = await Approved();
        var good = Row(transfers[0]);
        var before = await Snapshot.Of(api);
        foreach (var (line, code, place) in new[]
        {
            ("scunknown,10000,paid,,", "TRANSFER_UNKNOWN", "transferNo"),
            (good, "ROW_REPEATED", "transferNo"),
            ($"{transfers[1].No},20001,paid,,", "AMOUNT_CHANGED", "amountMinor"),
            ($"{transfers[1].No},-20000,paid,,", "AMOUNT_CHANGED", "amountMinor"),
            ($"{transfers[1].No},20000,maybe,,", "RESULT_UNKNOWN", "result"),
            ($"{transfers[1].No},20000,failed,,", "REASON_MISSING", "reason"),
        })
        {
            var answer = (await shop.Results(batch, good, line)).Refused(422, "VALIDATION_FAILED");
            answer.Pointer.ShouldBe($"#/content/3/{place}");
            answer.List("errors")[0].GetProperty("code").GetString().ShouldBe(code);
        }
        (await shop.Results(batch, good, "a,b")).Pointer.ShouldBe("#/content/3");
        (await shop.Results(batch)).Pointer.ShouldBe("#/content");
        var path = $"/v1/payout-batches/{batch.Text("batchId")}/results";
        foreach (var content in new[] { "", "x", "transferNo\r\n", $"{good}\r\n", "\"", "a,b,c,d,e\r\n" })
            (await shop.Finance.Post(path, new { content })).Refused(422, "VALIDATION_FAILED").Pointer
                .ShouldStartWith("#/content");
        var foreign = await shop.Results(batch, [.. Enumerable.Range(0, 1_000).Select(i => $"sc{i},1,paid,,")]);
        foreign.List("errors").Length.ShouldBe(100, "nobody reads more");
        (await Snapshot.Of(api)).ShouldBe(before);
        (await shop.Results(batch, good)).Must(201);
        (await shop.Results(batch, Row(transfers[0], "failed"))).List("errors")[0].GetProperty("code").GetString()
            .ShouldBe("RESULT_DIFFERS");
    }

    [Fact]
    public async Task The_same_results_at_once_are_booked_once()
    {
        var (shop, batch, transfers) = await Approved();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => shop.Results(batch, Row(transfers[0]))));
        answers.ShouldAllBe(answer => answer.Status == 201);
        answers.Count(answer => !answer.IsReplayed()).ShouldBe(1);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("update movements set amount = amount + 1 where event = 'submitted'", "payoutBooks,payoutBounds")]
    [InlineData("update payout_transfers set state = 'failed'", "payoutBooks,payoutStates")]
    [InlineData("update payout_transfers set net = net - 1, tax = tax + 1 where transfer_key > 0", "payoutBooks")]
    [InlineData("update payouts set status = 'created'", "payoutStates")]
    [InlineData("update payout_batches set decided_by = created_by", "payoutStates")]
    public async Task The_integrity_check_finds_a_corrupted_payout(string sql, string checks)
    {
        var (shop, batch, _) = await Approved();
        await shop.End(batch);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
        await api.Corrupt($"{sql}{(sql.Contains("where") ? " and" : " where")} shop_id = {shop.Backend.ShopKey}");
        (await shop.Backend.FailedChecks()).ShouldBe(checks.Split(','));
    }

    private async Task<(PayoutShop Shop, Answer Batch, (string No, long Net)[] Transfers)> Approved()
    {
        var shop = await In(api);
        await shop.Earn("lina", 10_000, Day(1, 1, 8));
        await shop.EarnAndSettle("wangwei", 20_000);
        await shop.Payee("lina");
        await shop.Payee("wangwei", "220105199003071234", name: "王伟");
        var batch = await shop.Pay();
        return (shop, batch, await shop.Transfers(batch));
    }

    private static string Row((string No, long Net) transfer, string result = "paid") =>
        $"{transfer.No},{transfer.Net},{result},B1,{(result == "failed" ? "closed" : "")}";
}
