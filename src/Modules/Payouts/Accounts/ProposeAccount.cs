using SocialCommerce.Payouts.Payees;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Accounts;

/// <summary>
/// Adds an account to a payee: a bank account for the manual channel, an openid for WeChat. It is stored encrypted, and
/// paid to only after a second person has approved it.
/// </summary>
internal static class ProposeAccount
{
    /// <summary>An account.</summary>
    /// <param name="Channel"><c>manual</c> or <c>wechat</c>.</param>
    /// <param name="Account" example="6222020200112233445">
    /// The account number; for WeChat the openid under the shop's app.
    /// </param>
    /// <param name="Bank" example="ICBC Shanghai">The bank; not for WeChat.</param>
    public sealed record Body(string Channel, string Account, string? Bank = null);

    /// <summary>The payee, and the account; sending the account that was entered last again changes nothing.</summary>
    public sealed record Command(string PayeeId, Body Body) : IRequest<CreatedOrExisting<Payee>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payees/{payeeId}/accounts", (
                string payeeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(payeeId, body), cancel))
            .Describe(
                "proposeAccount", "Payees", "Propose a payee's account",
                "Adds an account to a payee: a bank account for the manual channel, or an openid for WeChat. The "
                    + "account is stored encrypted and is paid to only after approval. Sending the payee's latest "
                    + "account again changes nothing. The API refuses an IBAN with a wrong checksum, a bank account "
                    + "without a bank and a WeChat account with one.")
            .Example("""{"channel": "manual", "account": "6222020200112233445", "bank": "ICBC Shanghai"}""")
            .Scope(Scopes.PayoutsWrite).ForBackends(
                Roles.Support, Roles.Operator, Roles.Finance)
            .Problems(
                PayeeProblems.PayeeNotFound, CommonProblems.ValidationFailed, CommonProblems.SealedValueUnreadable);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Channel).OneOf([.. PayoutChannel.Known]);
            RuleFor(c => c.Body.Account)
                .Text(4, 64, text => char.IsAsciiLetterOrDigit(text[0])
                    && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
                .WithErrorCode("ACCOUNT_INVALID").WithMessage("An account has 4 to 64 letters, digits, _ or -.");
            RuleFor(
                c => c.Body.Account).Must(BankAccount.HasGoodChecksum).When(c => c.Body.Channel == PayoutChannel.Manual)
                .WithErrorCode("IBAN_INVALID").WithMessage(BankAccount.IbanRule);
            RuleFor(c => c.Body.Bank)
                .Text(2, 100, bank => char.IsLetterOrDigit(bank, 0) && !bank.Any(char.IsControl))
                .When(c => c.Body.Channel == PayoutChannel.Manual)
                .WithErrorCode("BANK_INVALID").WithMessage("A bank has 2 to 100 characters.");
            RuleFor(c => c.Body.Bank).Null().When(c => c.Body.Channel == PayoutChannel.Wechat)
                .WithErrorCode("BANK_INVALID").WithMessage("A WeChat account has no bank.");
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time, SecretProtector protector)
        : IRequestHandler<Command, CreatedOrExisting<Payee>>
    {
        public Task<CreatedOrExisting<Payee>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, async transaction =>
            {
                var (shop, key, body) = (transaction.ShopId, Payee.KeyOf(command.PayeeId), command.Body);
                var reads = transaction.Batch();
                var state = reads.ShopState(shop);
                var locked = reads.Rows<long>(AccountSql.LockSql, new { shop, key });
                var latest = reads.Rows<LatestRow>(LatestSql, new { shop, key, body.Channel });
                // What is sealed is bound to its row, so that the row's key comes first.
                var next = reads.Rows<long>(NextKeySql, new { });
                await reads.Run(cancel);
                if (locked.List.Count == 0) throw PayeeProblems.PayeeNotFound.For(command.PayeeId);
                var details = Json.Write(new AccountDetails(body.Account, body.Bank));
                var isSame = latest.First is { } last
                    && protector.TryOpen(shop, PayeeSql.AccountPlace(last.AccountKey), last.Details) == details;

                var writes = transaction.Batch();
                if (!isSame)
                    writes.Do(InsertSql, new
                    {
                        shop,
                        accountKey = next.First,
                        key,
                        body.Channel,
                        details = protector.Seal(shop, PayeeSql.AccountPlace(next.First), details),
                        masked = PayeeSql.Tail(body.Account),
                        proposedBy = caller.Person?.OperatorId,
                        now = state.First!.Now(caller.Shop, time),
                    });
                if (!isSame)
                    writes.Log(shop, caller, new AuditEntry(
                        "payeeAccount", PublicId.Of(PayeeAccount.Prefix, next.First), null, new
                        {
                            command.PayeeId,
                            body.Channel,
                            Masked = PayeeSql.Tail(body.Account),
                            Status = "proposed",
                        }));
                var payees = writes.Payouts.Payees(protector, caller, [key]);
                await writes.Commit(cancel);
                return new CreatedOrExisting<Payee>(payees()[0], !isSame);
            }, cancel);
    }

    private sealed record LatestRow(long AccountKey, byte[] Details);

    private const string LatestSql = """
        select account_key, details from payee_accounts
        where shop_id = @shop and payee_key = @key and channel = @channel
        order by account_key desc limit 1
        """;

    private const string NextKeySql = "select nextval('payee_accounts_account_key_seq')";

    private const string InsertSql = """
        insert into payee_accounts (shop_id, account_key, payee_key, channel, details, masked, proposed_by,
            proposed_at)
        overriding system value
        values (@shop, @accountKey, @key, @channel, @details, @masked, @proposedBy, @now)
        """;
}
