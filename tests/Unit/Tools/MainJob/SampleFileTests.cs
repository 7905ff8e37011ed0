using System.IO.Compression;
using System.Text;
using Shouldly;
using SocialCommerce.MainJob;
using SocialCommerce.MainJob.Calls;
using SocialCommerce.MainJob.Events;
using Xunit;

namespace SocialCommerce.UnitTests.Tools.MainJob;

/// <summary>The files of the main job: the shipped sample, CSV as it comes, and the command line.</summary>
public sealed class SampleFileTests : IDisposable
{
    private const string Header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("main-job-tests-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_sample_gives_its_known_figures()
    {
        var arguments = Arguments.Parse([]);
        var reading = Invoices.Read(Tables.Orders(arguments.Orders));
        var orders = reading.Events.OfType<Order>().ToList();
        var referrers = Tables.Referrers(arguments.Referrals!);
        var returns = new Returns();
        var refunds = reading.Events.SelectMany(happened => Replay(returns, happened)).ToList();

        orders.Count.ShouldBe(1_369);
        orders.Sum(order => order.SumMinor).ShouldBe(56_217_840);
        orders.Select(order => order.CustomerId).Distinct().Count(referrers.ContainsKey).ShouldBe(682);
        refunds.Count.ShouldBe(152);
        refunds.Sum(refund => refund.SumMinor).ShouldBe(786_675);
        returns.UnmatchedUnits.ShouldBe(12_667);
        reading.Skipped.ShouldBe(
            new Skipped(NoCustomer: 302, Adjustment: 0, LineWithoutValue: 3, OrderWithoutLines: 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Orders_are_read_plain_or_gzipped_with_quotes_and_line_breaks_in_descriptions(bool zipped)
    {
        var path = File(Header + "1,A,\"TWO, \"\"RED\"\"\nLINES\",2,2011-03-04T10:00:00Z,1.005,7,UK\r\n"
            + "2,B,9\" NAIL,-3,2011-03-04T10:00:00+01:00,0.1,,UK\n", zipped);

        Tables.Orders(path).ShouldBe([
            new Row("1", "A", 2, Tables.ParseTime("2011-03-04T10:00:00Z")!.Value, 1.005m, "7"),
            new Row("2", "B", -3, Tables.ParseTime("2011-03-04T09:00:00Z")!.Value, 0.1m, ""),
        ]);
    }

    [Theory]
    [InlineData("", "no column InvoiceNo")]
    [InlineData("InvoiceNo,StockCode\n1,A\n", "no column Quantity")]
    [InlineData(Header + "1,A,X,two,2011-03-04T10:00:00Z,1.00,7,UK\n", "Quantity")]
    [InlineData(Header + "1,A,X,2,yesterday,1.00,7,UK\n", "InvoiceDate")]
    [InlineData(Header + "1,A,X,2,2011-03-04T10:00:00Z,much,7,UK\n", "UnitPrice")]
    [InlineData(Header + "1,A,X,2\n", "number of columns")]
    public void A_broken_file_is_named_with_what_is_wrong(string content, string wrong)
    {
        var path = File(content, zipped: false);

        var problem = Should.Throw<Problem>(() => Tables.Orders(path).ToList());

        problem.ExitCode.ShouldBe(Problem.Misused);
        problem.Message.ShouldContain(path);
        problem.Message.ShouldContain(wrong);
    }

    [Theory]
    [InlineData("--order", "x")]
    [InlineData("--orders", "/does/not/exist.csv")]
    [InlineData("--orders")]
    [InlineData("--until", "soon")]
    [InlineData("--url", "localhost")]
    [InlineData("--url", "ftp://localhost")]
    [InlineData("--json", "/does/not/exist/report.json")]
    [InlineData("--until=2011-01-01", "--until=2011-01-02")]
    [InlineData("here")]
    public void A_broken_command_line_is_refused_in_one_sentence(params string[] words)
    {
        var problem = Should.Throw<Problem>(() => Arguments.Parse(words));

        problem.ExitCode.ShouldBe(Problem.Misused);
        problem.Message.ShouldNotContain("\n");
    }

    [Fact]
    public void Orders_of_ones_own_come_without_the_samples_referrals()
    {
        var path = File(Header, zipped: false);

        Arguments.Parse(["--orders", path]).Referrals.ShouldBeNull();
        Arguments.Parse([]).Referrals.ShouldNotBeNull();
    }

    private static IReadOnlyList<Refund> Replay(Returns returns, Event happened)
    {
        if (happened is Cancellation cancellation)
            return returns.Take(cancellation);
        returns.Remember((Order)happened);
        return [];
    }

    private string File(string content, bool zipped)
    {
        var path = Path.Combine(folder.FullName, zipped ? "orders.csv.gz" : "orders.csv");
        using Stream file = System.IO.File.Create(path);
        using var stream = zipped ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(Encoding.UTF8.GetBytes(content));
        return path;
    }
}
