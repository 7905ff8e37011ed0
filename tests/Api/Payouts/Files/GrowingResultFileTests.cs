using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Payouts.PayoutShop;

namespace SocialCommerce.ApiTests.Payouts.Files;

/// <summary>A bank's result file that grows from day to day: what is known stays, and what is new is booked.</summary>
public sealed class GrowingResultFileTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Mondays_row_again_on_Tuesday_changes_nothing_and_the_new_one_beside_it_is_booked()
    {
        var (shop, batch, transfers) = await Approved();
        (await shop.Results(batch, Row(transfers[0]))).Must(201);
        var before = await Movements(shop);
        var tuesday = (await shop.Results(batch, Row(transfers[0]), Row(transfers[1], "failed", "B2"))).Must(201);
        tuesday.List("rows").Select(row => (
                row.GetProperty("line").GetInt32(), row.GetProperty("state").GetString(),
                row.GetProperty("known").GetBoolean()))
            .ShouldBe([(2, "paid", true), (3, "failed", false)]);
        (await Movements(shop) - before).ShouldBe(1, "the failed transfer goes back, and nothing else moves");
        var wednesday = (await shop.Results(batch, Row(transfers[1], "failed", "B2"), Row(transfers[0]))).Must(201);
        wednesday.List("rows").ShouldAllBe(row => row.GetProperty("known").GetBoolean());
        (await Movements(shop) - before).ShouldBe(1, "nothing was new");
        var log = (await shop.Finance.Get("/v1/audit-log?kind=payoutResults")).Must(200).List("data");
        log.Select(one => one.GetProperty("after").GetProperty("booked").GetInt32()).Order().ShouldBe([0, 1, 1]);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_row_that_contradicts_what_is_known_refuses_the_whole_file_and_is_named()
    {
        var (shop, batch, transfers) = await Approved();
        (await shop.Results(batch, Row(transfers[0]))).Must(201);
        var before = await Snapshot.Of(api);
        foreach (var (row, code, place) in new[]
        {
            (Row(transfers[0], "failed"), "RESULT_DIFFERS", "result"),
            (Row(transfers[0], "paid", "B9"), "REFERENCE_DIFFERS", "reference"),
            ($"{transfers[0].No},9999,paid,B1,", "AMOUNT_CHANGED", "amountMinor"),
        })
        {
            var answer = (await shop.Results(batch, Row(transfers[1]), row)).Refused(422, "VALIDATION_FAILED");
            answer.Pointer.ShouldBe($"#/content/3/{place}");
            answer.List("errors")[0].GetProperty("code").GetString().ShouldBe(code);
        }
        (await Snapshot.Of(api)).ShouldBe(before, "the new row beside it is not booked");
        (await shop.Results(batch, Row(transfers[0], "paid", ""), Row(transfers[1]))).Must(201);
        (await shop.Results(batch, Row(transfers[1], "failed"))).Pointer.ShouldBe("#/content/2/result");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_payment_that_came_back_may_stay_in_the_file_as_it_was_or_as_failed()
    {
        var (shop, batch, transfers) = await Approved();
        (await shop.Results(batch, Row(transfers[0]))).Must(201);
        var path = $"/v1/payout-transfers/{transfers[0].No}/returns";
        var report = new { net = Fen(transfers[0].Net), reason = "account closed", document = "advice 7" };
        (await shop.Finance.Post(path, report)).Must(201);
        (await shop.Finance.Post(path, report)).Must(200);
        (await shop.Approver.Post($"{path}/decision", new { approve = true })).Must(200);
        var before = await Movements(shop);
        var again = (await shop.Results(batch, Row(transfers[0], "paid", "B1"), Row(transfers[1]))).Must(201);
        again.List("rows")[0].GetProperty("state").GetString().ShouldBe("returned");
        (await shop.Results(batch, Row(transfers[0], "failed"))).Must(201)
            .List("rows")[0].GetProperty("known").GetBoolean()
            .ShouldBeTrue();
        (await Movements(shop) - before).ShouldBe(1, "only the other transfer was news");
        (await shop.Finance.Post(path, report)).Must(200).Text("status").ShouldBe("approved", "told once more");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_is_read_with_and_without_a_byte_order_mark()
    {
        var (shop, batch, transfers) = await Approved();
        var path = $"/v1/payout-batches/{batch.Text("batchId")}/results";
        var content = $"transferNo,amountMinor,result,reference,reason\r\n{Row(transfers[0])}\r\n";
        (await shop.Finance.Post(path, new { content = $"\uFEFF{content}" })).Must(201).List("rows")[0]
            .GetProperty("known").GetBoolean().ShouldBeFalse();
        (await shop.Finance.Post(path, new { content })).Must(201).List("rows")[0].GetProperty("known").GetBoolean()
            .ShouldBeTrue();
    }

    [Fact]
    public async Task Files_of_several_days_at_once_book_every_transfer_once()
    {
        var (shop, batch, transfers) = await Approved();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => i % 2 == 0
            ? shop.Results(batch, Row(transfers[0]))
            : shop.Results(batch, Row(transfers[0]), Row(transfers[1]))));
        answers.ShouldAllBe(answer => answer.Status == 201);
        (await api.Count($"""
            select count(*) from movements where event = 'paid' and shop_id = {shop.Backend.ShopKey}
            """)).ShouldBe(2);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_channels_list_that_grows_is_reconciled_once_and_one_that_contradicts_is_refused()
    {
        var (shop, _, transfers) = await Approved();
        object Paid(int count, long tax = 0) => new
        {
            channel = "manual",
            document = "bank list",
            paid = transfers.Take(count).Select((transfer, i) => new
            {
                transferNo = transfer.No,
                customerId = i == 0 ? "lina" : "wangwei",
                net = Fen(transfer.Net),
                tax = Fen(tax),
            }),
        };
        var first = (await shop.Reconcile(Paid(1))).Must(200);
        (Number(first, "known"), Number(first, "ended")).ShouldBe((0, 1));
        var second = (await shop.Reconcile(Paid(2))).Must(200);
        (Number(second, "known"), Number(second, "ended")).ShouldBe((1, 1));
        (await shop.Reconcile(Paid(2, tax: 5))).Refused(422, "TAX_DIFFERS")
            .Pointer.ShouldBe("#/paid/0/tax");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    private static long Number(Answer answer, string name) => answer.Json.GetProperty(name).GetInt64();

    private Task<long> Movements(PayoutShop shop) =>
        api.Count($"select count(*) from movements where shop_id = {shop.Backend.ShopKey}");

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

    private static string Row((string No, long Net) transfer, string result = "paid", string reference = "B1") =>
        $"{transfer.No},{transfer.Net},{result},{reference},{(result == "failed" ? "closed" : "")}";
}
