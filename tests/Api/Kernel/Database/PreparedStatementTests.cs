using Npgsql;
using Shouldly;
using SocialCommerce.Kernel.Database;
using Xunit;

namespace SocialCommerce.ApiTests.Kernel.Database;

/// <summary>Statements that prepare themselves, and requests that end while one does (Npgsql's issue 6391).</summary>
public sealed class PreparedStatementTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Echo = "select @text as text";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_value_that_cannot_be_stored_spoils_no_connection(bool writing)
    {
        await using var source = NpgsqlDataSource.Create(
            $"{api.Database};Maximum Pool Size=1;Max Auto Prepare=10;Auto Prepare Min Usages=2;No Reset On Close=true");
        var db = new Db(source);
        (await Ask("good")).ShouldBe("good");
        (await Should.ThrowAsync<PostgresException>(() => Ask("\0"))).SqlState.ShouldBe("22021");
        for (var i = 0; i < 3; i++) (await Ask("good")).ShouldBe("good");

        async Task<string?> Ask(string text)
        {
            var cancel = TestContext.Current.CancellationToken;
            return writing
                ? (await db.Write(1, batch => batch.Rows<string>(Echo, new { text }), cancel)).First
                : await db.First<string>(1, Echo, new { text }, cancel);
        }
    }

    [Fact]
    public async Task Cursors_of_different_columns_take_turns_on_one_connection()
    {
        await using var source = NpgsqlDataSource.Create(
            $"{api.Database};Maximum Pool Size=1;Max Auto Prepare=10;Auto Prepare Min Usages=2;No Reset On Close=true");
        var db = new Db(source);
        for (var i = 0; i < 4; i++)
        {
            (await Fetched<One>("select 1 as number")).ShouldBe([new One(1)]);
            (await Fetched<Two>("select 1 as number, 'a' as text")).ShouldBe([new Two(1, "a")]);
        }

        Task<List<T>> Fetched<T>(string sql) => db.Write(1, async transaction =>
        {
            var batch = transaction.Batch();
            batch.Open<T>(sql, new { });
            var rows = batch.Fetch<T>();
            await batch.Commit(transaction.Cancel);
            return rows.List;
        }, TestContext.Current.CancellationToken);
    }

    private sealed record One(int Number);

    private sealed record Two(int Number, string Text);
}
