using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Kernel.Text;
using Xunit;

namespace SocialCommerce.UnitTests.Kernel.Text;

/// <summary>What people open in a spreadsheet begins no formula, wherever the spreadsheet cuts it into cells.</summary>
public sealed class CsvTests
{
    private static readonly Config Printed = Trying.Cases(10_000);

    private static readonly Gen<string> Fields = Gen.ArrayOf(Gen.Elements(
        "a", "1", "李", " ", "=", "+", "-", "@", "＝", ";", ",", "\t", "\r", "\n", "\"", "'"))
        .Select(string.Concat);

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@a", "'@a")]
    [InlineData("\t=1", "'\t'=1")]
    [InlineData("\r=1", "\"'\r'=1\"")]
    [InlineData("a;=1", "a;'=1")]
    [InlineData("a; =1", "a; '=1")]
    [InlineData("a;\"=1", "\"a;\"\"'=1\"")]
    [InlineData("a\n=1", "\"a\n'=1\"")]
    [InlineData("a-1;b", "a-1;b")]
    [InlineData("o-20260131-7", "o-20260131-7")]
    public void A_field_is_written_so(string field, string written) =>
        Csv.ForSpreadsheets([[field]]).ShouldBe($"{written}\r\n");

    [Fact]
    public void No_cell_begins_a_formula_whichever_separator_the_reader_takes() => Check.One(Printed, Prop.ForAll(
        Arb.From(Gen.ArrayOf(Fields)),
        fields =>
        {
            var file = Csv.ForSpreadsheets([["id", .. fields]]);
            foreach (var separators in new[] { ";\r\n", "\t\r\n" })
                foreach (var cell in file.Split(separators.ToCharArray()))
                    "=+-@＝＋－＠".ShouldNotContain(cell.TrimStart(' ', '"').FirstOrDefault('x'));
            foreach (var cell in Cells(file))
                "=+-@＝＋－＠\t\r".ShouldNotContain(cell.TrimStart(' ').FirstOrDefault('x'));
            Cells(file).Count.ShouldBe(fields.Length + 1);
        }));

    /// <summary>The cells of one row as RFC 4180 has them.</summary>
    private static List<string> Cells(string row)
    {
        var (cells, cell, quoted) = (new List<string>(), "", false);
        for (var i = 0; i < row.Length - 2; i++)
        {
            if (quoted && row[i] == '"' && row[i + 1] == '"') cell += row[i++];
            else if (row[i] == '"') quoted = !quoted;
            else if (row[i] == ',' && !quoted)
            {
                cells.Add(cell);
                cell = "";
            }
            else cell += row[i];
        }
        return [.. cells, cell];
    }
}
