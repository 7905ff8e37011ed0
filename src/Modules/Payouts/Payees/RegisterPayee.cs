namespace SocialCommerce.Payouts.Payees;

/// <summary>
/// Registers the legal person behind a customer. Customers with the same identity number share one payee, whose tax is
/// computed on all their payouts; the number is stored encrypted and never returned.
/// </summary>
internal static class RegisterPayee
{
    /// <summary>The legal person behind a customer; repeating the request changes nothing.</summary>
    /// <param name="CustomerId">The customer.</param>
    /// <param name="Kind"><c>person</c> or <c>business</c>.</param>
    /// <param name="Name" example="李娜">The legal name.</param>
    /// <param name="IdentityNumber" example="11010519900307123X">
    /// Identity card, passport or registration number.
    /// </param>
    public sealed record Command(string CustomerId, string Kind, string Name, string IdentityNumber)
        : IRequest<CreatedOrExisting<Payee>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payees", (Command command, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(command, cancel))
            .Describe(
                "registerPayee", "Payees", "Register a payee",
                "Registers the legal person behind a customer: a natural person or a business. Customers with the "
                    + "same identity number share one payee, so that tax is computed on all their payouts together. "
                    + "The identity number is stored encrypted and never returned. Sending the same data again "
                    + "changes nothing. The API refuses with 409 a customer who has another payee, and a known "
                    + "identity number with another name or kind.")
            .Example("""
                {"customerId": "c-1042", "kind": "person", "name": "李娜", "identityNumber": "11010519900307123X"}
                """)
            .Scope(Scopes.PayoutsWrite).ForBackends(Roles.Support, Roles.Operator, Roles.Finance)
            .Problems(
                CustomerProblems.CustomerNotFound, PayeeProblems.CustomerHasPayee, PayeeProblems.IdentityHasAnotherName,
                PayeeProblems.IdentityOfAnotherKind, CommonProblems.ValidationFailed, PayeeProblems.FindingKeyDiffers,
                CommonProblems.SealedValueUnreadable);

    // As it is written, with blanks and hyphens.
    private const int MaxWritten = 200;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.CustomerId).MerchantId();
            RuleFor(c => c.Kind).OneOf("person", "business");
            RuleFor(c => c.Name).Text(2, 100, IsLegalName).WithErrorCode("NAME_INVALID")
                .WithMessage("A name has 2 to 100 characters and begins with a letter or digit.");
            RuleFor(c => c.IdentityNumber)
                .Text(6, MaxWritten, number =>
                    Plain(number) is { Length: >= 6 and <= 40 } plain && plain.All(char.IsAsciiLetterOrDigit))
                .WithErrorCode("IDENTITY_NUMBER_INVALID")
                .WithMessage("An identity number has 6 to 40 letters and digits.");
        }

        // What begins with a sign would be a formula in a spreadsheet.
        private static bool IsLegalName(string name) =>
            char.IsLetterOrDigit(name, 0) && !name.Any(char.IsControl) && !char.IsWhiteSpace(name[^1]);
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time, SecretProtector protector)
        : IRequestHandler<Command, CreatedOrExisting<Payee>>
    {
        public Task<CreatedOrExisting<Payee>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Register(transaction, command), cancel);

        private async Task<CreatedOrExisting<Payee>> Register(ShopTransaction transaction, Command command)
        {
            var shop = transaction.ShopId;
            var hash = protector.Fingerprint(shop, PayeeSql.IdentityPurpose, Plain(command.IdentityNumber));
            var reads = transaction.Batch();
            var state = reads.ShopState(shop);
            var customer = reads.FindCustomer(shop, command.CustomerId);
            var known = reads.Rows<KnownRow>(KnownSql, new { shop, hash, command.CustomerId });
            var first = reads.Rows<FirstRow>(FirstSql, new { shop });
            // What is sealed is bound to its row, so that the row's key comes first.
            var next = reads.Rows<long>(NextKeySql, new { });
            await reads.Run(transaction.Cancel);
            CheckFinding(first.First, shop);
            var customerKey = customer.OrNotFound(command.CustomerId).Key;
            var now = state.First!.Now(caller.Shop, time);
            var same = known.List.SingleOrDefault(row => row.SameIdentity);
            Check(command, same, known.List.SingleOrDefault(row => row.SameCustomer), shop);

            var writes = transaction.Batch();
            var key = same?.PayeeKey ?? next.First;
            if (same is null) Insert(writes, (shop, key), command, hash, now);
            writes.Do(LinkSql, new { shop, customerKey, key, now });
            if (same is not { SameCustomer: true })
                writes.Log(shop, caller, new AuditEntry(
                    "payee", PublicId.Of(Payee.Prefix, key), null, new { command.CustomerId, command.Kind }));
            var payees = writes.Payouts.Payees(protector, caller, [key]);
            await writes.Commit(transaction.Cancel);
            return new CreatedOrExisting<Payee>(payees()[0], same is null);
        }

        private void Insert(
            SqlBatch batch, (long Shop, long Key) of, Command command, byte[] hash, DateTimeOffset now) =>
            batch.Do(InsertSql, new
            {
                of.Shop,
                of.Key,
                command.Kind,
                name = protector.Seal(of.Shop, PayeeSql.NamePlace(of.Key), command.Name),
                identity = protector.Seal(of.Shop, PayeeSql.IdentityPlace(of.Key), Plain(command.IdentityNumber)),
                hash,
                now,
            });

        /// <summary>A wrong key finds no payee and would make two payees of one person, each taxed too low.</summary>
        private void CheckFinding(FirstRow? row, long shop)
        {
            if (row is not null && !row.IdentityHash.AsSpan().SequenceEqual(protector.Fingerprint(
                shop, PayeeSql.IdentityPurpose,
                protector.Open(shop, PayeeSql.IdentityPlace(row.PayeeKey), row.Identity))))
                throw PayeeProblems.FindingKeyDiffers.Because(
                    $"Payees were entered with another {SecretProtector.FindingKey} than this one.");
        }

        private void Check(Command command, KnownRow? same, KnownRow? customers, long shop)
        {
            if (customers is not null && !customers.SameIdentity)
                throw PayeeProblems.CustomerHasPayee.Because("The customer already has another payee.", "#/customerId");
            if (same is null) return;
            if (same.Kind != command.Kind)
                throw PayeeProblems.IdentityOfAnotherKind.Because(
                    $"This identity number is registered as a {same.Kind}.", "#/kind");
            if (protector.Open(shop, PayeeSql.NamePlace(same.PayeeKey), same.Name) != command.Name)
                throw PayeeProblems.IdentityHasAnotherName.Because(
                    "This identity number is registered under another name.", "#/name");
        }
    }

    /// <summary>A number as it is compared: without blanks and dashes, in capitals.</summary>
    private static string Plain(string? number) => (number ?? "").Replace(" ", "").Replace("-", "").ToUpperInvariant();

    private sealed record KnownRow(long PayeeKey, string Kind, byte[] Name, bool SameIdentity, bool SameCustomer);

    private sealed record FirstRow(long PayeeKey, byte[] Identity, byte[] IdentityHash);

    private const string FirstSql = """
        select payee_key, identity, identity_hash from payees where shop_id = @shop order by payee_key limit 1
        """;

    private const string NextKeySql = "select nextval('payees_payee_key_seq')";

    private const string KnownSql = """
        select p.payee_key, p.kind, p.name, p.identity_hash = @hash as same_identity, exists (
            select from payee_customers pc join customers c on c.shop_id = @shop and c.customer_key = pc.customer_key
            where pc.shop_id = @shop and pc.payee_key = p.payee_key and c.customer_id = @customerId) as same_customer
        from payees p
        where p.shop_id = @shop and (p.identity_hash = @hash or p.payee_key = (
            select pc.payee_key
            from payee_customers pc join customers c on c.shop_id = @shop and c.customer_key = pc.customer_key
            where pc.shop_id = @shop and c.customer_id = @customerId))
        """;

    private const string InsertSql = """
        insert into payees (shop_id, payee_key, kind, name, identity, identity_hash, created_at)
        overriding system value
        values (@shop, @key, @kind, @name, @identity, @hash, @now)
        """;

    private const string LinkSql = """
        insert into payee_customers (shop_id, customer_key, payee_key, recorded_at)
        select @shop, @customerKey, @key, @now
        where not exists (
            select from payee_customers where shop_id = @shop and customer_key = @customerKey and payee_key = @key)
        """;
}
