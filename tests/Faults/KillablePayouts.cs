using Npgsql;
using SocialCommerce.Kernel.Secrets;
using SocialCommerce.Payouts.Wechat;
using Xunit;

namespace SocialCommerce.FaultTests;

/// <summary>A product that can be killed beside a WeChat that lives, at gates that hold a transaction.</summary>
public sealed class KillablePayouts : IAsyncLifetime
{
    private const int Gate = 4711;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private NpgsqlDataSource _owner = null!;

    /// <summary>WeChat.</summary>
    public FakeWechat Wechat { get; private set; } = null!;

    internal KillableProduct Product { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Wechat = await FakeWechat.Start();
        Product = await KillableProduct.Start(
            (SecretProtector.Key, SecretProtector.NewKey()), (WechatClient.Url, $"{Wechat.Url}"),
            (WechatClient.PublicUrl, "https://pay.example"));
        _owner = NpgsqlDataSource.Create(Product.Database);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _owner.DisposeAsync();
        await Product.DisposeAsync();
        await Wechat.DisposeAsync();
    }

    /// <summary>
    /// Holds the next transaction that comes to a point, kills the API in it, and lets nothing of it be kept.
    /// </summary>
    /// <param name="point">What a trigger waits for, such as <c>before insert on payout_transfer_steps</c>.</param>
    /// <param name="begin">What leads there.</param>
    internal async Task KillAt(string point, Func<Task> begin)
    {
        await using var gate = await _owner.OpenConnectionAsync();
        await Run(gate, $"""
            create or replace function held() returns trigger language plpgsql as $$
                begin perform pg_advisory_xact_lock({Gate}); return new; end $$;
            create trigger held {point} execute function held();
            select pg_advisory_lock({Gate})
            """);
        await begin();
        const string waiting = "from pg_locks where locktype = 'advisory' and objid = 4711 and not granted";
        await Until(async () => await Count($"select count(*) {waiting}") > 0);
        await Product.Kill(api: true);
        await Run(gate, $"""
            select pg_terminate_backend(pid) {waiting};
            drop function held cascade;
            select pg_advisory_unlock({Gate})
            """);
    }

    /// <summary>As if the time had passed for which a transfer is left to who took it up.</summary>
    internal async Task PassLease(PayoutShop shop)
    {
        await using var command = _owner.CreateCommand($"""
            update payout_transfers set next_call_at = now()
            where shop_id = {shop.Backend.ShopKey} and next_call_at is not null
            """);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The one number that a query as the owner returns.</summary>
    internal async Task<long> Count(string sql)
    {
        await using var command = _owner.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Waits for something.</summary>
    internal static async Task Until(Func<Task<bool>> happened)
    {
        using var late = new CancellationTokenSource(Patience);
        while (!await happened()) await Task.Delay(20, late.Token);
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
