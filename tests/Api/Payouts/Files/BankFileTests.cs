using System.Globalization;
using System.Xml.Linq;
using Shouldly;
using SocialCommerce.Payouts.Files;
using SocialCommerce.Payouts.Settings;
using Xunit;
using static SocialCommerce.TestSupport.Payouts.PayoutShop;

namespace SocialCommerce.ApiTests.Payouts.Files;

/// <summary>Files that banks take: ISO 20022 and a spreadsheet, made once and the same for good.</summary>
public sealed class BankFileTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly XNamespace Pain = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    [Fact]
    public async Task A_pain_001_has_its_sums_its_debtor_its_day_and_a_credit_for_each_transfer()
    {
        var (shop, batch, transfers) = await Approved();
        var file = (await shop.Finance.Get(Path(batch, "pain001"))).Must(200);
        file.Text("hash").ShouldBe(ResultFile.Hash(file.Text("content")));
        (file.Text("executionDate"), file.Text("fileName").EndsWith(".pain.001.xml", StringComparison.Ordinal))
            .ShouldBe(("2026-01-17", true));
        var payment = XDocument.Parse(file.Text("content")).Root!.Element(Pain + "CstmrCdtTrfInitn")!;
        Names(payment).ShouldBe(["GrpHdr", "PmtInf"]);
        var head = payment.Element(Pain + "GrpHdr")!;
        Names(head).ShouldBe(["MsgId", "CreDtTm", "NbOfTxs", "CtrlSum", "InitgPty"]);
        (Value(head, "NbOfTxs"), Value(head, "CtrlSum")).ShouldBe(("2", "300.00"));
        Value(head, "MsgId").Length.ShouldBeLessThanOrEqualTo(35);
        var part = payment.Element(Pain + "PmtInf")!;
        Names(part).Distinct().ShouldBe([
            "PmtInfId", "PmtMtd", "NbOfTxs", "CtrlSum", "ReqdExctnDt", "Dbtr", "DbtrAcct", "DbtrAgt", "ChrgBr",
            "CdtTrfTxInf",
        ]);
        (Value(part, "ReqdExctnDt", "Dt"), Value(part, "Dbtr", "Nm"), Value(part, "DbtrAgt", "FinInstnId", "BICFI"))
            .ShouldBe(("2026-01-17", "Lotus Muller + Sohne", "ICBKCNBJSHI"));
        var credits = part.Elements(Pain + "CdtTrfTxInf").ToList();
        credits.Select(one => Value(one, "PmtId", "EndToEndId")).ShouldBe(transfers.Select(transfer => transfer.No));
        credits.Select(one => Value(one, "Amt", "InstdAmt")).ShouldBe(["100.00", "200.00"]);
        credits.ShouldAllBe(one => one.Descendants(Pain + "InstdAmt").Single().Attribute("Ccy")!.Value == "CNY");
        credits.Select(one => Value(one, "Cdtr", "Nm")).ShouldBe(["李娜", "王伟"]);
        credits.Select(one => Value(one, "CdtrAcct", "Id", "Othr", "Id")).Distinct().ShouldBe(["6222020200112233"]);
        credits.Sum(one => decimal.Parse(Value(one, "Amt", "InstdAmt"), CultureInfo.InvariantCulture))
            .ShouldBe(300.00m);
        foreach (var one in credits)
            Names(one).ShouldBe(["PmtId", "Amt", "CdtrAgt", "Cdtr", "CdtrAcct", "RmtInf"]);
    }

    [Fact]
    public async Task A_banks_spreadsheet_has_the_day_and_amounts_in_the_major_unit()
    {
        var (shop, batch, transfers) = await Approved();
        var file = (await shop.Finance.Get($"{Path(batch, "bankCsv")}&executionDate=2026-01-20")).Must(200);
        file.Text("content").Split("\r\n")[1].ShouldBe(
            $"2026-01-20,Lotus Müller & Söhne,6222009988776655,{transfers[0].No},李娜,6222020200112233,ICBC,100.00,CNY");
        (await shop.Finance.Get($"{Path(batch, "bankCsv")}&executionDate=2026-01-15")).Refused(409, "FILE_MADE");
    }

    [Fact]
    public async Task An_account_that_no_bank_takes_is_in_no_bank_file()
    {
        var shop = await In(api, settings: Settings("6222009988776655"));
        await shop.EarnAndSettle("lina", 10_000);
        await shop.Account(await shop.Payee("lina"), new string('6', 35));
        await shop.Backend.SetClock(Day(1, 20));
        var batch = await shop.Pay();
        var before = await Snapshot.Of(api, $"where shop_id = {shop.Backend.ShopKey}");
        (await shop.Finance.Get(Path(batch, "pain001"))).Refused(409, "ACCOUNT_TOO_LONG");
        (await Snapshot.Of(api, $"where shop_id = {shop.Backend.ShopKey}")).ShouldBe(before);
    }

    [Fact]
    public async Task A_file_is_made_once_and_is_the_same_whatever_changes_later()
    {
        var (shop, batch, _) = await Approved();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => shop.Finance.Get(Path(batch, "pain001"))));
        answers.Select(answer => answer.Must(200).Body).Distinct().Count().ShouldBe(1);
        (await shop.Finance.Put("/v1/payout-settings", Settings("6222001111111111"))).Must(200);
        await shop.Backend.SetClock(Day(3, 1));
        (await shop.Finance.Get(Path(batch, "pain001"))).Must(200).Body.ShouldBe(answers[0].Body);
        (await shop.Finance.Get($"{Path(batch, "pain001")}&executionDate=2026-03-02")).Refused(409, "FILE_MADE");
        (await api.Count($"select count(*) from payout_files where shop_id = {shop.Backend.ShopKey}")).ShouldBe(1);
        (await shop.Finance.Get("/v1/audit-log?kind=payoutFile")).Must(200).List("data").Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_no_bank_took_is_replaced_on_purpose_under_another_message_id()
    {
        var (shop, batch, _) = await Approved();
        var path = $"/v1/payout-batches/{batch.Text("batchId")}/file-replacements";
        object Body(string replaces, string date) => new
        {
            format = "pain001",
            replaces,
            reason = "the bank was closed",
            executionDate = date,
        };
        (await shop.Finance.Post(path, Body(new string('0', 64), "2026-01-20"))).Refused(409, "FILE_NOT_MADE");
        var first = (await shop.Finance.Get(Path(batch, "pain001"))).Must(200);
        (await shop.Finance.Post(path, Body(new string('0', 64), "2026-01-20"))).Refused(409, "FILE_REPLACED");
        (await shop.Finance.Post(path, Body(first.Text("hash"), "2026-01-15"))).Refused(422, "DATE_PASSED");
        (await shop.Backend.Post(path, Body(first.Text("hash"), "2026-01-20"))).Refused(403, "PERSON_REQUIRED");
        var raced = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            shop.Finance.Post(path, Body(first.Text("hash"), "2026-01-20"))));
        raced.Count(answer => answer.Status == 201).ShouldBe(1);
        raced.Select(answer => answer.Body).Distinct().Count().ShouldBe(1);
        var second = (await shop.Finance.Get(Path(batch, "pain001"))).Must(200);
        (second.Text("executionDate"), second.Number("version")).ShouldBe(("2026-01-20", 2));
        Value(Head(second), "MsgId").ShouldNotBe(Value(Head(first), "MsgId"));
    }

    [Fact]
    public async Task Without_a_debtor_or_in_an_unknown_format_there_is_no_bank_file()
    {
        var shop = await In(api);
        await shop.EarnAndSettle("lina", 10_000);
        await shop.Payee("lina");
        var batch = (await shop.Batch()).Must(201);
        (await shop.Finance.Get(Path(batch, "pain001"))).Refused(409, "NO_FILE");
        (await shop.Approve(batch)).Must(200);
        (await shop.Finance.Get(Path(batch, "pain001"))).Refused(409, "DEBTOR_MISSING");
        (await shop.Finance.Get(Path(batch, "mt101"))).Refused(422, "VALUE_UNKNOWN").Pointer.ShouldBe("?format");
        (await shop.Finance.Put("/v1/payout-settings", Settings("GB82WEST12345698765433"))).Refused(
            422, "VALIDATION_FAILED").Pointer.ShouldBe("#/debtor/account");
        (await shop.Finance.Put("/v1/payout-settings", Settings("GB82WEST12345698765432"))).Must(200);
        foreach (var (date, code) in new[] { ("2026-13-01", "DATE_INVALID"), ("2026-01-15", "DATE_PASSED") })
            (await shop.Finance.Get($"{Path(batch, "pain001")}&executionDate={date}")).Refused(422, code);
        var file = (await shop.Finance.Get($"{Path(batch, "pain001")}&executionDate=2026-01-16")).Must(200);
        file.Text("content").ShouldContain("<IBAN>GB82WEST12345698765432</IBAN>");
    }

    [Fact]
    public async Task An_account_that_looks_like_an_iban_has_good_check_digits()
    {
        var shop = await In(api);
        await shop.Earn("lina", 10_000, Day(1, 1, 8));
        var payee = await shop.Payee("lina");
        object Account(string account) => new { channel = "manual", account, bank = "Bank" };
        (await shop.Finance.Post($"/v1/payees/{payee}/accounts", Account("DE89370400440532013001")))
            .Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/account");
        (await shop.Finance.Post($"/v1/payees/{payee}/accounts", Account("DE89370400440532013000"))).Must(201);
    }

    [Theory]
    [InlineData("GB82WEST12345698765432", true)]
    [InlineData("gb82west12345698765432", true)]
    [InlineData("GB82WEST12345698765423", false)]
    [InlineData("NO9386011117947", true)]
    [InlineData("6222020200112233", true)]
    [InlineData("GB1", true)]
    public void Check_digits_are_those_of_iso_7064(string account, bool good) =>
        BankAccount.HasGoodChecksum(account).ShouldBe(good);

    [Theory]
    [InlineData("José Ñandú", "Jose Nandu")]
    [InlineData("Straße & Söhne", "Strasse + Sohne")]
    [InlineData("Łódź <b>", "Lodz .b.")]
    [InlineData("李娜", "李娜")]
    [InlineData("ガラス", "ガラス")]
    [InlineData("Nguye\u0302\u0303n Thị Ế", "Nguyen Thi E")]
    [InlineData("Ada 😀", "Ada .")]
    public void Names_are_reduced_to_what_banks_take(string name, string reduced) =>
        BankText.Of(name, 140).ShouldBe(reduced);

    [Theory]
    [InlineData("JPY", "1234")]
    [InlineData("KWD", "1.234")]
    [InlineData("EUR", "12.34")]
    public void Amounts_of_a_message_have_the_currencys_decimals(string currency, string amount)
    {
        var head = new FileHead(
            "M-1", Day(1, 16), "2026-01-17", new Debtor("Lotus", "GB82WEST12345698765432"), currency);
        var document = XDocument.Parse(Pain001.Of(head, [new FileTransfer("sc1", "Ada", "12345678", null, 1_234)]));
        document.Descendants(Pain + "InstdAmt").Single().Value.ShouldBe(amount);
        document.Descendants(Pain + "CtrlSum").Select(sum => sum.Value).ShouldAllBe(sum => sum == amount);
        document.Descendants(Pain + "ChrgBr").Single().Value.ShouldBe(currency == "EUR" ? "SLEV" : "SHAR");
    }

    private async Task<(PayoutShop Shop, Answer Batch, (string No, long Net)[] Transfers)> Approved()
    {
        var shop = await In(api, settings: Settings("6222009988776655"));
        await shop.Earn("lina", 10_000, Day(1, 1, 8));
        await shop.EarnAndSettle("wangwei", 20_000);
        await shop.Payee("lina");
        await shop.Payee("wangwei", "220105199003071234", name: "王伟");
        var batch = await shop.Pay();
        return (shop, batch, await shop.Transfers(batch));
    }

    private static object Settings(string account) => new
    {
        accountPauseDays = 3,
        taxMode = "none",
        debtor = new { name = "Lotus Müller & Söhne", account, bic = "ICBKCNBJSHI" },
    };

    private static string Path(Answer batch, string format) =>
        $"/v1/payout-batches/{batch.Text("batchId")}/file?format={format}";

    private static XElement Head(Answer file) =>
        XDocument.Parse(file.Text("content")).Descendants(Pain + "GrpHdr").Single();

    private static IEnumerable<string> Names(XElement element) => element.Elements().Select(one => one.Name.LocalName);

    private static string Value(XElement element, params string[] path) =>
        path.Aggregate(element, (at, step) => at.Element(Pain + step)!).Value;
}
