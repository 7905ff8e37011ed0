using Npgsql;
using Shouldly;
using SocialCommerce.Kernel;
using SocialCommerce.Tests.Host;
using Xunit;

namespace SocialCommerce.Tests.Kernel;

/// <summary>Statements that prepare themselves, and requests that end while one does (Npgsql's issue 6391).</summary>
public sealed class PreparingStatements(TestApi api) : IClassFixture<TestApi>
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
}
